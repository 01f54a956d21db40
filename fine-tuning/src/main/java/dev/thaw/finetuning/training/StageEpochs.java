package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;
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
        if (resumed != null) {
            resume(steps, resumed);
        }
        for (int epoch = saved.size() + 1; epoch <= stage.plan().epochs(); epoch++) {
            StageTraining.EpochEnd end = steps.epoch(epoch, losses, orders);
            if (end instanceof StageTraining.EpochEnd.Complete complete) {
                save(steps, epoch, complete);
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

    private void resume(StageTraining steps, SavedCheckpoint resumed) {
        for (String earlier : resumed.checkpoint().earlier()) {
            submit(new SavedCheckpoint(earlier, checkpoints.load(earlier)));
        }
        steps.restore(resumed.checkpoint());
        submit(resumed);
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
