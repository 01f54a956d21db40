package dev.thaw.evaluator.listener;

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
import dev.thaw.service.ComputingThread;
import dev.thaw.service.LogContext;
import dev.thaw.service.Persistence;
import dev.thaw.service.RecordIntake;
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
    private final CheckpointJudge checkpoints;
    private final CandidateJudge candidates;
    private final EvaluationMeters meters;
    private final ComputingThread thread;
    private final Persistence persistence;
    private final RecordIntake records;

    @Inject
    CheckpointListener(CheckpointJudge checkpoints, CandidateJudge candidates, EvaluationMeters meters, ComputingThread thread,
            Persistence persistence, RecordIntake records) {
        this.checkpoints = checkpoints;
        this.candidates = candidates;
        this.meters = meters;
        this.thread = thread;
        this.persistence = persistence;
        this.records = records;
    }

    @Incoming(CHANNEL)
    @Blocking(WORKER)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> receive(Message<byte[]> message) {
        return records.take(Topic.TRAINING_CHECKPOINTS, Event.class, message, this::judge);
    }

    private void judge(Event event, LogContext context) throws Exception {
        if (event instanceof CheckpointSaved saved) {
            context.dataset(saved.dataset()).run(saved.run()).stage(saved.stage());
            thread.run(() -> judge(saved));
        } else if (event instanceof CandidateReady candidate) {
            context.dataset(candidate.dataset()).run(candidate.run());
            thread.run(() -> judge(candidate));
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
