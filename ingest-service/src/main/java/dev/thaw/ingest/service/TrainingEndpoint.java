package dev.thaw.ingest.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.ingest.request.TrainingRequests;
import dev.thaw.service.DeadLetters;
import dev.thaw.service.IncomingEvents;
import dev.thaw.service.LogContext;
import dev.thaw.service.Persistence;
import dev.thaw.service.Shutdown;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** {@code training.requests}: answers those who ask; the requests themselves are the trainer's. */
@ApplicationScoped
class TrainingEndpoint {
    static final String CHANNEL = "training-requests";
    static final String WORKERS = "requests";

    @Inject
    TrainingRequests requests;

    @Inject
    CatalogFollower follower;

    @Inject
    Persistence persistence;

    @Inject
    DeadLetters deadLetters;

    @Inject
    Shutdown shutdown;

    @Incoming(CHANNEL)
    @Blocking(WORKERS)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> requested(Message<byte[]> message) {
        if (shutdown.begun()) {
            return CompletableFuture.completedFuture(null);
        }
        try (LogContext context = LogContext.of(message)) {
            Event event = IncomingEvents.read(Topic.TRAINING_REQUESTS, message);
            if (event instanceof TrainingAsked ask) {
                context.dataset(ask.dataset()).run(ask.run());
                follower.awaitComplete();
                persistence.complete("the training " + ask.run(), () -> requests.asked(ask));
            }
            return message.ack();
        } catch (InterruptedException e) {
            // neither acknowledged nor refused: the record comes again
            Thread.currentThread().interrupt();
            return CompletableFuture.completedFuture(null);
        } catch (Throwable e) {
            // an error as well: what leaves this method stops the channel
            return deadLetters.refuse(Topic.TRAINING_REQUESTS, message, e);
        }
    }
}
