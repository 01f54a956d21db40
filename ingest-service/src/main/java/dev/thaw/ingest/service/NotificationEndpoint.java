package dev.thaw.ingest.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.Topic;
import dev.thaw.ingest.notification.NotificationIntake;
import dev.thaw.service.DeadLetters;
import dev.thaw.service.LogContext;
import dev.thaw.service.Persistence;
import dev.thaw.service.Shutdown;
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
    DeadLetters deadLetters;

    @Inject
    Shutdown shutdown;

    // the context is there for the log lines
    @SuppressWarnings("try")
    @Incoming(CHANNEL)
    @Blocking(WORKERS)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> told(Message<byte[]> message) {
        if (shutdown.begun()) {
            return CompletableFuture.completedFuture(null);
        }
        try (LogContext context = LogContext.of(message)) {
            follower.awaitComplete();
            persistence.complete("a notification of the S3 server", () -> intake.accept(message.getPayload()));
            return message.ack();
        } catch (InterruptedException e) {
            // neither acknowledged nor refused: the record comes again
            Thread.currentThread().interrupt();
            return CompletableFuture.completedFuture(null);
        } catch (Throwable e) {
            // an error as well: what leaves this method stops the channel
            return deadLetters.refuse(Topic.BUCKET_NOTIFICATIONS, message, e);
        }
    }
}
