package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.thaw.finetuning.network.Weights;

/** Goes through a stage's epochs until all are done or somebody orders to stop: each ends with a durable checkpoint for the judge. */
final class StageEpochs {
    private final PreparedStage stage;
    private final List<StageOutcome> finished;
    private final Weights trainedBefore;
    private final CheckpointStore checkpoints;
    private final Judge judge;
    private final TrainingListener listener;
    private final List<String> saved = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private boolean diverged;

    StageEpochs(PreparedStage stage, List<StageOutcome> finished, Weights trainedBefore, CheckpointStore checkpoints, Judge judge,
            TrainingListener listener) {
        this.stage = stage;
        this.finished = List.copyOf(finished);
        this.trainedBefore = trainedBefore;
        this.checkpoints = checkpoints;
        this.judge = judge;
        this.listener = listener;
    }

    /** @param resumed the checkpoint of this stage to go on from, or null */
    void train(StageTraining steps, SavedCheckpoint resumed, Supplier<Optional<StopOrder>> orders) {
        EpochSoFar soFar = resumed == null ? null : resume(steps, resumed);
        for (int epoch = saved.size() + 1; epoch <= stage.plan().epochs(); epoch++) {
            StageTraining.EpochEnd end = steps.epoch(epoch, losses, soFar, orders);
            soFar = null;
            if (end instanceof StageTraining.EpochEnd.Complete complete) {
                save(steps, epoch, complete);
            } else if (end instanceof StageTraining.EpochEnd.Ordered ordered
                    && ordered.order().action() == StopOrder.Action.SUSPEND) {
                throw new TrainingSuspendedException(ordered.soFar() == null ? null : save(steps, ordered.soFar()));
            } else {
                tell(end, epoch);
                return;
            }
        }
    }

    /** The last epoch that has a checkpoint; 0 if none has. */
    int last() {
        return saved.size();
    }

    /** True if a step's loss was not finite. */
    boolean diverged() {
        return diverged;
    }

    /** @return where the epoch after the last one that has a checkpoint is; null at its beginning */
    private EpochSoFar resume(StageTraining steps, SavedCheckpoint resumed) {
        for (String earlier : resumed.checkpoint().earlier()) {
            submit(new SavedCheckpoint(earlier, checkpoints.load(earlier)));
        }
        steps.restore(resumed.checkpoint());
        if (!resumed.checkpoint().withinEpoch()) {
            submit(resumed);
        }
        return resumed.checkpoint().soFar();
    }

    private String save(StageTraining steps, EpochSoFar soFar) {
        return checkpoints.save(new Checkpoint(stage.index(), stage.name(), saved.size(), Double.NaN, Map.of(),
                trainedBefore.with(steps.trainedWeights()), steps.optimizerState(), saved, finished, soFar));
    }

    private void save(StageTraining steps, int epoch, StageTraining.EpochEnd.Complete end) {
        Checkpoint checkpoint = new Checkpoint(stage.index(), stage.name(), epoch, end.trainingLoss(), end.activities(),
                trainedBefore.with(steps.trainedWeights()), steps.optimizerState(), saved, finished);
        submit(new SavedCheckpoint(checkpoints.save(checkpoint), checkpoint));
    }

    private void submit(SavedCheckpoint checkpoint) {
        saved.add(checkpoint.name());
        losses.add(checkpoint.checkpoint().trainingLoss());
        judge.submit(checkpoint);
    }

    private void tell(StageTraining.EpochEnd end, int epoch) {
        if (end instanceof StageTraining.EpochEnd.Ordered ordered) {
            listener.message("stage " + stage.name() + " stops: " + ordered.order().reason());
        } else if (end instanceof StageTraining.EpochEnd.NotFinite notFinite) {
            diverged = true;
            listener.message(
                    "the training loss of stage " + stage.name() + " is not finite at step " + notFinite.step() + " of epoch "
                            + epoch + ": the stage ends; a learning rate below " + stage.plan().learningRate() + " may help");
        }
    }
}
