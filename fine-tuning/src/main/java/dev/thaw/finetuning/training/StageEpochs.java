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
            StageTraining.EpochEnd end = steps.epoch(epoch, orders);
            if (end instanceof StageTraining.EpochEnd.Complete complete) {
                save(steps, epoch, complete.trainingLoss());
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
            saved.add(earlier);
            judge.submit(new SavedCheckpoint(earlier, checkpoints.load(earlier)));
        }
        steps.restore(resumed.checkpoint());
        saved.add(resumed.name());
        judge.submit(resumed);
    }

    private void save(StageTraining steps, int epoch, double trainingLoss) {
        Checkpoint checkpoint = new Checkpoint(stage.index(), stage.name(), epoch, trainingLoss,
                trainedBefore.with(steps.trainedWeights()), steps.optimizerState(), saved, finished);
        String name = checkpoints.save(checkpoint);
        saved.add(name);
        judge.submit(new SavedCheckpoint(name, checkpoint));
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
