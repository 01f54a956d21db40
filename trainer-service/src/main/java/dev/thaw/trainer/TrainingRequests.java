package dev.thaw.trainer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.service.DeadLetters;
import dev.thaw.service.IncomingEvents;
import dev.thaw.service.LogContext;
import dev.thaw.service.Shutdown;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes one request at a time; its record is acknowledged when the run is through, so that it comes again if this process dies. */
@ApplicationScoped
class TrainingRequests {
    static final String CHANNEL = "requests";
    static final String WORKER = "trainer";
    private static final Logger LOG = Logger.getLogger(TrainingRequests.class);
    private static final CompletionStage<Void> LEFT = CompletableFuture.completedFuture(null);
    private final Trainer trainer;
    private final DeadLetters deadLetters;
    private final Shutdown shutdown;

    @Inject
    TrainingRequests(Trainer trainer, DeadLetters deadLetters, Shutdown shutdown) {
        this.trainer = trainer;
        this.deadLetters = deadLetters;
        this.shutdown = shutdown;
    }

    @Incoming(CHANNEL)
    @Blocking(WORKER)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> receive(Message<byte[]> message) {
        if (shutdown.begun()) {
            return LEFT;
        }
        try (LogContext context = LogContext.of(message)) {
            if (!(IncomingEvents.read(Topic.TRAINING_REQUESTS, message) instanceof TrainingRequested request)) {
                // somebody asked for a run: ingest answers with the request
                return message.ack();
            }
            context.dataset(request.dataset()).run(request.run());
            return train(request) ? message.ack() : LEFT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LEFT;
        } catch (Throwable e) {
            // an error as well: what leaves this method stops the channel
            LOG.debug("where the request failed", e);
            return deadLetters.refuse(Topic.TRAINING_REQUESTS, message, e);
        }
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
