package dev.thaw.ingest.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Topic;
import dev.thaw.ingest.arrival.ArrivalIntake;
import dev.thaw.service.DeadLetters;
import dev.thaw.service.IncomingEvents;
import dev.thaw.service.LogContext;
import dev.thaw.service.Persistence;
import dev.thaw.service.Shutdown;
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
    DeadLetters deadLetters;

    @Inject
    Shutdown shutdown;

    @Incoming(CHANNEL)
    @Blocking(value = WORKERS, ordered = false)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> arrived(Message<byte[]> message) {
        if (shutdown.begun()) {
            return CompletableFuture.completedFuture(null);
        }
        try (LogContext context = LogContext.of(message)) {
            ImageArrived arrival = (ImageArrived) IncomingEvents.read(Topic.IMAGES_ARRIVED, message);
            context.dataset(arrival.dataset());
            follower.awaitComplete();
            persistence.complete("the arrival " + arrival.id(), () -> intake.accept(arrival, IncomingEvents.origin(message)));
            return message.ack();
        } catch (InterruptedException e) {
            // neither acknowledged nor refused: the record comes again
            Thread.currentThread().interrupt();
            return CompletableFuture.completedFuture(null);
        } catch (Throwable e) {
            // an error as well: what leaves this method stops the channel
            return deadLetters.refuse(Topic.IMAGES_ARRIVED, message, e);
        }
    }
}
