package dev.thaw.ingest.service;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.ingest.request.TrainingRequests;
import dev.thaw.service.Persistence;
import dev.thaw.service.RecordIntake;
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
    RecordIntake records;

    @Incoming(CHANNEL)
    @Blocking(WORKERS)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> requested(Message<byte[]> message) {
        return records.take(Topic.TRAINING_REQUESTS, TrainingAsked.class, message, (ask, context) -> {
            context.dataset(ask.dataset()).run(ask.run());
            follower.awaitComplete();
            persistence.complete("the training " + ask.run(), () -> requests.asked(ask));
        });
    }
}
