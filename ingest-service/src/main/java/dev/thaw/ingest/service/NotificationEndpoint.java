package dev.thaw.ingest.service;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.Topic;
import dev.thaw.ingest.notification.NotificationIntake;
import dev.thaw.service.Persistence;
import dev.thaw.service.RecordIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** {@code bucket.notifications}: acknowledged when the arrivals in it are on {@code images.arrived}. */
@ApplicationScoped
class NotificationEndpoint {
    static final String CHANNEL = "bucket-notifications";
    static final String WORKERS = "notifications";

    @Inject
    NotificationIntake intake;

    @Inject
    CatalogFollower follower;

    @Inject
    Persistence persistence;

    @Inject
    RecordIntake records;

    @Incoming(CHANNEL)
    @Blocking(WORKERS)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> told(Message<byte[]> message) {
        return records.take(Topic.BUCKET_NOTIFICATIONS, message, () -> {
            follower.awaitComplete();
            persistence.complete("a notification of the S3 server", () -> intake.accept(message.getPayload()));
        });
    }
}
