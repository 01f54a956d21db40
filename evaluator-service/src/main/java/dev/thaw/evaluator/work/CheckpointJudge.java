package dev.thaw.evaluator.work;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.event.TrainingSignal.EpochMetric;
import dev.thaw.evaluator.judgement.EpochScore;
import dev.thaw.evaluator.judgement.StageJudgement;
import dev.thaw.evaluator.judgement.StageScores;
import dev.thaw.evaluator.judgement.StopDecision;
import dev.thaw.evaluator.runs.RunLedger;
import dev.thaw.evaluator.runs.RunRecords;
import dev.thaw.evaluator.store.Claims;
import dev.thaw.evaluator.work.EvaluationMeters.CheckpointOutcome;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.service.EventPublisher;

/**
 * A checkpoint becomes metrics, and a stop signal when its stage is over. A checkpoint that comes again is not scored again,
 * but what a crash kept from being said is said.
 */
public final class CheckpointJudge {
    private static final Logger LOG = Logger.getLogger(CheckpointJudge.class);
    private final RunRecords records;
    private final Claims claims;
    private final ValidationScoring scoring;
    private final EventPublisher events;
    private final EvaluationMeters meters;

    public CheckpointJudge(RunRecords records, Claims claims, ValidationScoring scoring, EventPublisher events,
            EvaluationMeters meters) {
        this.records = records;
        this.claims = claims;
        this.scoring = scoring;
        this.events = events;
        this.meters = meters;
    }

    /** Returns when all that follows from the checkpoint has been said. */
    public void judge(CheckpointSaved saved) throws IOException, InterruptedException {
        if (claims.fencedOff(saved.run(), saved.attempt())) {
            LOG.infof("a checkpoint of attempt %d is ignored: another attempt holds the run", saved.attempt());
            meters.checkpoint(CheckpointOutcome.FENCED_OFF);
            return;
        }
        RunLedger ledger = records.upToDate();
        FineTuningPlan plan = PlanReader.read(saved.plan());
        StageScores scores = ledger.stage(saved.run(), saved.stageIndex());
        if (scores.scores().stream().anyMatch(score -> score.checkpoint().equals(saved.checkpoint()))) {
            meters.checkpoint(CheckpointOutcome.KNOWN);
        } else {
            scores = score(saved, scores, plan);
        }
        Optional<StopDecision> stop = StageJudgement.of(scores, plan, saved.stageIndex()).stop();
        if (stop.isPresent() && !ledger.stopped(saved.run(), saved.attempt(), saved.stageIndex())) {
            signal(saved, stop.get());
        }
    }

    private StageScores score(CheckpointSaved saved, StageScores before, FineTuningPlan plan)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Metrics metrics = scoring.score(saved);
        Duration duration = Duration.ofNanos(System.nanoTime() - begin);
        StageScores extended = before.with(
                new EpochScore(saved.attempt(), saved.epoch(), saved.checkpoint(), metrics.loss(), metrics.accuracy()));
        Optional<EpochScore> best = StageJudgement.of(extended, plan, saved.stageIndex()).best();
        events.publishAndWait(
                new CheckpointEvaluated(saved.dataset(), saved.run(), saved.attempt(), saved.checkpoint(), saved.stage(),
                        saved.stageIndex(), saved.epoch(), metrics, best.map(EpochScore::epoch).orElse(0),
                        best.map(EpochScore::checkpoint).orElse(null), duration.toNanos() / 1e9));
        meters.checkpoint(CheckpointOutcome.SCORED);
        meters.scored("validation", duration);
        LOG.infof("epoch %d: validation loss %s, accuracy %.4f, in %d ms", saved.epoch(), metrics.loss(), metrics.accuracy(),
                duration.toMillis());
        return extended;
    }

    private void signal(CheckpointSaved saved, StopDecision stop) throws IOException, InterruptedException {
        EpochScore best = stop.best();
        events.publishAndWait(new TrainingSignal(saved.dataset(), saved.run(), saved.attempt(), saved.stageIndex(),
                TrainingSignal.Action.STOP_STAGE, stop.rule(), stop.reason(),
                best == null ? null : best.checkpoint(), best == null ? 0 : best.epoch(),
                stop.evidence().stream().map(score -> new EpochMetric(score.epoch(), score.loss(), score.accuracy())).toList(),
                RunLedger.EVALUATOR, 1));
        meters.stopSignal(stop.rule());
        LOG.infof("the stage has to stop: %s", stop.reason());
    }
}
