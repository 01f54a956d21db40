package dev.thaw.evaluator.work;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.TrainingSignal;
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
import dev.thaw.finetuning.training.StopOrder;
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
        ScoredCheckpoint scored = scoring.score(saved);
        Metrics metrics = scored.validation();
        Duration duration = Duration.ofNanos(System.nanoTime() - begin);
        CheckpointEvaluated evaluated = evaluated(saved, scored, before, plan, duration);
        events.publishAndWait(evaluated);
        meters.checkpoint(CheckpointOutcome.SCORED);
        meters.scored("validation", duration);
        LOG.infof("epoch %d: validation loss %s, accuracy %.4f, in %d ms", saved.epoch(), metrics.loss(), metrics.accuracy(),
                duration.toMillis());
        return before.with(EpochScore.of(evaluated));
    }

    /** The event, with the best so far and the signal that follows from it. */
    private static CheckpointEvaluated evaluated(CheckpointSaved saved, ScoredCheckpoint scored, StageScores before,
            FineTuningPlan plan, Duration duration) {
        CheckpointEvaluated score = new CheckpointEvaluated(saved.dataset(), saved.run(), saved.attempt(), saved.checkpoint(),
                saved.stage(), saved.stageIndex(), saved.epoch(), scored.validation(), 0, null, duration.toNanos() / 1e9,
                scored.trainingLoss(), scored.spent(), null);
        StageJudgement judgement = StageJudgement.of(before.with(EpochScore.of(score)), plan, saved.stageIndex());
        return new CheckpointEvaluated(score.dataset(), score.run(), score.attempt(), score.checkpoint(), score.stage(),
                score.stageIndex(), score.epoch(), score.metrics(), judgement.best().map(EpochScore::epoch).orElse(0),
                judgement.best().map(EpochScore::checkpoint).orElse(null), score.seconds(), score.trainingLoss(), score.spent(),
                judgement.stop().map(stop -> signalOf(saved, stop).id()).orElse(null));
    }

    private void signal(CheckpointSaved saved, StopDecision stop) throws IOException, InterruptedException {
        events.publishAndWait(signalOf(saved, stop));
        meters.stopSignal(stop.rule());
        LOG.infof("the %s has to stop: %s", stop.action() == StopOrder.Action.STOP_STAGE ? "stage" : "run", stop.reason());
    }

    private static TrainingSignal signalOf(CheckpointSaved saved, StopDecision stop) {
        EpochScore best = stop.best();
        return new TrainingSignal(saved.dataset(), saved.run(), saved.attempt(), saved.stageIndex(),
                TrainingSignal.Action.valueOf(stop.action().name()), stop.rule(), stop.reason(),
                best == null ? null : best.checkpoint(), best == null ? 0 : best.epoch(),
                stop.evidence().stream().map(EpochScore::evidence).toList(), RunLedger.EVALUATOR, 1);
    }
}
