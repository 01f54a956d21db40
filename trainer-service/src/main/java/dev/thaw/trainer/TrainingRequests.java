package dev.thaw.trainer;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.service.LeftUndoneException;
import dev.thaw.service.RecordIntake;
import dev.thaw.service.Shutdown;
import io.smallrye.reactive.messaging.annotations.Blocking;

/**
 * Takes one request at a time; its record is acknowledged when the run is through, so that it comes again if this process dies. Those
 * who ask for a run, on the same topic, hear from ingest.
 */
@ApplicationScoped
class TrainingRequests {
    static final String CHANNEL = "requests";
    static final String WORKER = "trainer";
    private final Trainer trainer;
    private final RecordIntake records;
    private final Shutdown shutdown;

    @Inject
    TrainingRequests(Trainer trainer, RecordIntake records, Shutdown shutdown) {
        this.trainer = trainer;
        this.records = records;
        this.shutdown = shutdown;
    }

    @Incoming(CHANNEL)
    @Blocking(WORKER)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> receive(Message<byte[]> message) {
        return records.take(Topic.TRAINING_REQUESTS, TrainingRequested.class, message, (request, context) -> {
            context.dataset(request.dataset()).run(request.run());
            if (!train(request)) {
                throw new LeftUndoneException("another attempt takes the run up");
            }
        });
    }

    private boolean train(TrainingRequested request) throws Exception {
        Shutdown.Hold untilSaved = shutdown.hold();
        try {
            return trainer.train(request);
        } finally {
            untilSaved.close();
        }
    }
}
