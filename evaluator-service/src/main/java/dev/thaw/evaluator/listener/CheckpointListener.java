package dev.thaw.evaluator.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.Topic;
import dev.thaw.evaluator.work.CandidateJudge;
import dev.thaw.evaluator.work.CheckpointJudge;
import dev.thaw.evaluator.work.EvaluationMeters;
import dev.thaw.evaluator.work.EvaluationMeters.CheckpointOutcome;
import dev.thaw.service.DeadLetters;
import dev.thaw.service.IncomingEvents;
import dev.thaw.service.LogContext;
import dev.thaw.service.Persistence;
import dev.thaw.service.Shutdown;
import io.smallrye.reactive.messaging.annotations.Blocking;

/**
 * Takes checkpoints and candidates one at a time, in order. A record is acknowledged when all that follows from it has been
 * said; what can never be judged goes to the dead-letter topic with the reason.
 */
@ApplicationScoped
class CheckpointListener {
    static final String CHANNEL = "checkpoints";
    static final String WORKER = "evaluator";
    private static final Logger LOG = Logger.getLogger(CheckpointListener.class);
    private static final CompletionStage<Void> LEFT = CompletableFuture.completedFuture(null);
    private final CheckpointJudge checkpoints;
    private final CandidateJudge candidates;
    private final EvaluationMeters meters;
    private final ScoringThread thread;
    private final Persistence persistence;
    private final DeadLetters deadLetters;
    private final Shutdown shutdown;

    @Inject
    CheckpointListener(CheckpointJudge checkpoints, CandidateJudge candidates, EvaluationMeters meters, ScoringThread thread,
            EvaluatorConfig config, DeadLetters deadLetters, Shutdown shutdown) {
        this.checkpoints = checkpoints;
        this.candidates = candidates;
        this.meters = meters;
        this.thread = thread;
        this.persistence = new Persistence(config.firstPause(), config.longestPause(), config.outagePatience(),
                shutdown::begun);
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
        try {
            thread.run(() -> handle(message));
            return message.ack();
        } catch (InterruptedException e) {
            // neither acknowledged nor refused: the record comes again
            Thread.currentThread().interrupt();
            return LEFT;
        } catch (Throwable e) {
            // an error as well: what leaves this method stops the channel
            return deadLetters.refuse(Topic.TRAINING_CHECKPOINTS, message, e);
        }
    }

    private void handle(Message<byte[]> message) throws Exception {
        try (LogContext context = LogContext.of(message)) {
            Event event = IncomingEvents.read(Topic.TRAINING_CHECKPOINTS, message);
            if (event instanceof CheckpointSaved saved) {
                context.dataset(saved.dataset()).run(saved.run()).stage(saved.stage());
                judge(saved);
            } else if (event instanceof CandidateReady candidate) {
                context.dataset(candidate.dataset()).run(candidate.run());
                judge(candidate);
            }
        }
    }

    private void judge(CheckpointSaved saved) throws Exception {
        try {
            persistence.complete("the checkpoint " + saved.checkpoint(), () -> checkpoints.judge(saved));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.errorf(e, "the checkpoint %s cannot be judged and goes to the dead-letter topic", saved.checkpoint());
            meters.checkpoint(CheckpointOutcome.FAILED);
            throw e;
        }
    }

    private void judge(CandidateReady candidate) throws Exception {
        try {
            persistence.complete("the candidate " + candidate.checkpoint(), () -> candidates.judge(candidate));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.errorf(e, "the candidate %s cannot be judged and goes to the dead-letter topic", candidate.checkpoint());
            persistence.complete("the end of the run " + candidate.run(),
                    () -> candidates.fail(candidate, e.getMessage()));
            throw e;
        }
    }
}
