package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
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
    private final DoubleSupplier seconds;
    private final List<String> saved = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private boolean diverged;
    private int stoppedEpoch;
    private int stoppedStep;

    /** @param seconds that the stage has taken so far, over all attempts */
    StageEpochs(PreparedStage stage, List<StageOutcome> finished, Weights trainedBefore, CheckpointStore checkpoints, Judge judge,
            TrainingListener listener, DoubleSupplier seconds) {
        this.stage = stage;
        this.finished = List.copyOf(finished);
        this.trainedBefore = trainedBefore;
        this.checkpoints = checkpoints;
        this.judge = judge;
        this.listener = listener;
        this.seconds = seconds;
    }

    /** Hands in the checkpoints that the stage has already. */
    void handIn(SavedCheckpoint resumed) {
        for (String earlier : resumed.state().earlier()) {
            submit(new SavedCheckpoint(earlier, checkpoints));
        }
        if (!resumed.state().withinEpoch()) {
            submit(resumed);
        }
    }

    /** @param from where the epoch after the last one that has a checkpoint is; null at its beginning */
    void train(StageTraining steps, EpochSoFar from, Supplier<Optional<StopOrder>> orders) {
        EpochSoFar soFar = from;
        for (int epoch = saved.size() + 1; epoch <= stage.plan().epochs(); epoch++) {
            StageTraining.EpochEnd end = steps.epoch(epoch, losses, soFar, orders);
            soFar = null;
            if (end instanceof StageTraining.EpochEnd.Complete complete) {
                save(steps, epoch, complete);
            } else if (end instanceof StageTraining.EpochEnd.Ordered ordered
                    && ordered.order().action() == StopOrder.Action.SUSPEND) {
                throw new TrainingSuspendedException(ordered.soFar() == null ? null : save(steps, ordered.soFar()));
            } else {
                endEarly(end, epoch);
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

    /** The epoch that an order cut short; the last one if none was. */
    int stoppedEpoch() {
        return stoppedEpoch == 0 ? last() : stoppedEpoch;
    }

    /** Steps done of the epoch that an order cut short; 0 if none was. */
    int stoppedStep() {
        return stoppedStep;
    }

    private String save(StageTraining steps, EpochSoFar soFar) {
        return checkpoints.save(checkpoint(steps, saved.size(), Double.NaN, Map.of(), soFar));
    }

    private void save(StageTraining steps, int epoch, StageTraining.EpochEnd.Complete end) {
        Checkpoint checkpoint = checkpoint(steps, epoch, end.trainingLoss(), end.activities(), null);
        submit(new SavedCheckpoint(checkpoints.save(checkpoint), checkpoint));
    }

    private Checkpoint checkpoint(StageTraining steps, int epoch, double trainingLoss, Map<String, Double> activities,
            EpochSoFar soFar) {
        CheckpointState state = new CheckpointState(stage.index(), stage.name(), epoch, trainingLoss, activities, saved, finished,
                soFar, seconds.getAsDouble());
        return new Checkpoint(state, trainedBefore.with(steps.trainedWeights()), steps.optimizerState());
    }

    private void submit(SavedCheckpoint checkpoint) {
        saved.add(checkpoint.name());
        losses.add(checkpoint.state().trainingLoss());
        judge.submit(checkpoint);
    }

    private void endEarly(StageTraining.EpochEnd end, int epoch) {
        if (end instanceof StageTraining.EpochEnd.Ordered ordered) {
            stoppedEpoch = epoch;
            stoppedStep = ordered.soFar() == null ? 0 : ordered.soFar().step();
            listener.message("stage " + stage.name() + " stops: " + ordered.order().reason());
        } else if (end instanceof StageTraining.EpochEnd.NotFinite notFinite) {
            diverged = true;
            listener.message(
                    "the training loss of stage " + stage.name() + " is not finite at step " + notFinite.step() + " of epoch "
                            + epoch + ": the stage ends; a learning rate below " + stage.plan().learningRate() + " may help");
        }
    }
}
