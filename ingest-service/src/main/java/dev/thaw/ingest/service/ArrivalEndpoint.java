package dev.thaw.ingest.service;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Topic;
import dev.thaw.ingest.arrival.ArrivalIntake;
import dev.thaw.service.IncomingEvents;
import dev.thaw.service.Persistence;
import dev.thaw.service.RecordIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** {@code images.arrived}: several at a time; an arrival is acknowledged when its answer is on the topic. */
@ApplicationScoped
class ArrivalEndpoint {
    static final String CHANNEL = "images-arrived";
    static final String WORKERS = "arrivals";

    @Inject
    ArrivalIntake intake;

    @Inject
    CatalogFollower follower;

    @Inject
    Persistence persistence;

    @Inject
    RecordIntake records;

    @Incoming(CHANNEL)
    @Blocking(value = WORKERS, ordered = false)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> arrived(Message<byte[]> message) {
        return records.take(Topic.IMAGES_ARRIVED, ImageArrived.class, message, (arrival, context) -> {
            context.dataset(arrival.dataset());
            follower.awaitComplete();
            persistence.complete("the arrival " + arrival.id(), () -> intake.accept(arrival, IncomingEvents.origin(message)));
        });
    }
}
