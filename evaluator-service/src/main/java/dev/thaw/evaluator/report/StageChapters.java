package dev.thaw.evaluator.report;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.contract.event.StageReport;
import dev.thaw.evaluator.judgement.EpochScore;
import dev.thaw.evaluator.scoring.RunMaterial;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.StagePlan;
import dev.thaw.finetuning.training.PreparedStage;
import dev.thaw.finetuning.training.Split;
import dev.thaw.report.Stage;
import dev.thaw.report.Stage.Epoch;
import dev.thaw.report.Stage.Rate;

/** What the stages of a run were to do, and did. */
final class StageChapters {
    private static final int MOST_RATES = 400;

    private final RunMaterial material;
    private final RunStory story;

    StageChapters(RunMaterial material, RunStory story) {
        this.material = material;
        this.story = story;
    }

    /** @param reports of the stages that were begun, in the order of the plan */
    List<Stage> of(List<StageReport> reports) {
        List<Stage> stages = new ArrayList<>();
        for (int index = 0; index < Math.min(reports.size(), material.task().stages().size()); index++) {
            stages.add(stage(material.task().stages().get(index), reports.get(index)));
        }
        return stages;
    }

    private Stage stage(PreparedStage prepared, StageReport report) {
        List<EpochScore> scores = story.scores(prepared.index()).scores();
        long stepsPerEpoch = stepsPerEpoch();
        List<Double> losses = new ArrayList<>();
        List<Epoch> curve = new ArrayList<>();
        for (EpochScore score : scores) {
            Double training = story.trainingLoss(score.checkpoint());
            curve.add(new Epoch(score.epoch(), prepared.plan().rate(score.epoch() * stepsPerEpoch - 1, stepsPerEpoch, losses),
                    training, score.loss(), score.accuracy()));
            losses.add(training == null ? Double.NaN : training);
        }
        int frozen = material.task().initialWeights().tensors().size() - prepared.trainable().size();
        return new Stage(prepared.name(), ThawWords.of(prepared.plan().thaw()), layers(prepared), prepared.trainableParameters(),
                prepared.totalParameters(), frozen, report.frozenLayersUnchanged(), report.epochs(), prepared.plan().epochs(),
                report.bestEpoch(), report.stoppedBy(), story.stopReason(prepared.index(), report.stoppedBy()).orElse(null),
                report.seconds(), report.validationLoss(), report.validationAccuracy(), report.penalties(), curve,
                rates(prepared.plan(), report.epochs(), stepsPerEpoch, losses));
    }

    /** As the trainer counts them. */
    private long stepsPerEpoch() {
        FineTuningPlan plan = material.task().plan();
        long images = material.manifest().images().of(Split.TRAIN).size();
        long batches = (images + plan.batchSize() - 1) / plan.batchSize();
        return Math.max(1, (batches + plan.optimizer().accumulate() - 1) / plan.optimizer().accumulate());
    }

    /** The names of layers of which something trains, in the order of the network. */
    private static List<String> layers(PreparedStage stage) {
        return stage.trainable().stream().map(weight -> weight.substring(0, weight.lastIndexOf('/'))).distinct().toList();
    }

    /** The schedule is a pure function: what the trainer used is what it gives here. */
    private static List<Rate> rates(StagePlan plan, int epochs, long stepsPerEpoch, List<Double> losses) {
        List<Rate> rates = new ArrayList<>();
        long steps = epochs * stepsPerEpoch;
        long every = Math.max(1, steps / MOST_RATES);
        for (long step = 0; step < steps; step += every) {
            List<Double> done = losses.subList(0, (int) Math.min(losses.size(), step / stepsPerEpoch));
            rates.add(new Rate((double) step / stepsPerEpoch, plan.rate(step, stepsPerEpoch, done)));
        }
        return rates;
    }
}
