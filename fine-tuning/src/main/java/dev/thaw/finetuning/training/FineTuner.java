package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.thaw.finetuning.augmentation.Augmentation;
import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.EarlyStoppingPlan;

/**
 * Fine-tunes a network in stages. Each stage trains what its plan thaws, on activations from the feature bank, saves a checkpoint
 * after each epoch for the judge, and ends with the weights of the best of them, from which the next stage starts.
 */
public final class FineTuner {
    private final Engine engine;
    private final FineTuningTask task;
    private final List<TrainingImage> training;
    private final List<TrainingImage> validation;
    private final FeatureExtraction extraction;
    private final FeatureBank bank;
    private final CheckpointStore checkpoints;
    private final Judge judge;
    private final TrainingListener listener;

    /**
     * @param images of all splits; those to be tested on are not looked at
     * @throws IllegalArgumentException if there is no image to train on, or none to validate on
     */
    public FineTuner(Engine engine, FineTuningTask task, List<TrainingImage> images, ImageSource source, FeatureBank bank,
            CheckpointStore checkpoints, Judge judge, TrainingListener listener) {
        this.engine = engine;
        this.task = task;
        this.training = split(images, Split.TRAIN);
        this.validation = split(images, Split.VALIDATION);
        this.extraction = new FeatureExtraction(engine, task, source, bank);
        this.bank = bank;
        this.checkpoints = checkpoints;
        this.judge = judge;
        this.listener = listener;
    }

    /**
     * Trains from the base model on.
     *
     * @throws DivergedException if no checkpoint of any stage has a finite validation loss
     * @throws TrainingCancelledException if the judge orders so
     * @throws TrainingSuspendedException if the judge orders so
     */
    public FineTuningResult run() {
        return run(null, null);
    }

    /** Goes on from a checkpoint: what comes out is the same as if the run had never been interrupted. */
    public FineTuningResult resume(String checkpoint) {
        return run(checkpoint, checkpoints.load(checkpoint));
    }

    private FineTuningResult run(String name, Checkpoint resumed) {
        Stopwatch watch = new Stopwatch();
        List<StageOutcome> outcomes = new ArrayList<>(resumed == null ? List.of() : resumed.finished());
        boolean ended = false;
        while (!ended && outcomes.size() < task.stages().size()) {
            PreparedStage stage = task.stages().get(outcomes.size());
            boolean halfway = resumed != null && resumed.stageIndex() == stage.index();
            listener.stageBegun(stage);
            outcomes.add(train(stage, outcomes, halfway ? new SavedCheckpoint(name, resumed) : null));
            listener.stageEnded(outcomes.get(outcomes.size() - 1));
            ended = orderBetweenSteps(stage).filter(order -> order.action() == StopOrder.Action.STOP_RUN).isPresent();
        }
        return new FineTuningResult(candidate(outcomes), outcomes, bank.hits(), bank.misses(), watch.seconds());
    }

    private StageOutcome train(PreparedStage stage, List<StageOutcome> finished, SavedCheckpoint resumed) {
        Stopwatch watch = new Stopwatch();
        Weights trainedBefore = trainedBy(finished);
        Weights before = task.initialWeights().with(trainedBefore);
        FreezeProof proof = new FreezeProof(before, stage.trainable());
        StageInputs inputs = extraction.complete(stage, before, trained(), scored(), done -> tellFeatures(stage, done, watch));
        StageEpochs epochs = new StageEpochs(stage, finished, trainedBefore, checkpoints, judge, listener);
        List<String> moved = new ArrayList<>();
        try (StageTraining steps = new StageTraining(engine, task, stage, inputs, before, training, listener)) {
            epochs.train(steps, resumed, () -> order(stage));
            moved.addAll(steps.movedFrozenWeights());
        }
        listener.progress(waiting(stage, epochs.last()));
        StageVerdict verdict = judge.conclude(stage.index(), epochs.last());
        orderBetweenSteps(stage);
        Optional<Checkpoint> best = Optional.ofNullable(verdict.bestCheckpoint()).map(checkpoints::load);
        Weights after = best.map(checkpoint -> task.initialWeights().with(checkpoint.weights())).orElse(before);
        moved.addAll(proof.moved(after));
        if (!moved.isEmpty()) {
            throw new FrozenWeightMovedException(stage.name(), moved);
        }
        return new StageOutcome(stage.name(), stage.trainableParameters(), stage.totalParameters(), epochs.last(),
                verdict.bestCheckpoint(), verdict.bestEpoch(), epochs.diverged() ? "not-finite" : verdict.stoppedBy(),
                watch.seconds(), verdict.validationLoss(), verdict.validationAccuracy(), true,
                PenaltyTerms.of(task, stage, after, best.map(Checkpoint::activities).orElse(Map.of())));
    }

    /** The order in force; a cancellation ends everything at once. */
    private Optional<StopOrder> order(PreparedStage stage) {
        Optional<StopOrder> order = judge.order(stage.index());
        order.filter(given -> given.action() == StopOrder.Action.CANCEL).ifPresent(cancel -> {
            throw new TrainingCancelledException(cancel);
        });
        return order;
    }

    /** The same, where there is nothing to save: all that was done is in checkpoints, or soon done again. */
    private Optional<StopOrder> orderBetweenSteps(PreparedStage stage) {
        Optional<StopOrder> order = order(stage);
        if (order.isPresent() && order.get().action() == StopOrder.Action.SUSPEND) {
            throw new TrainingSuspendedException(null);
        }
        return order;
    }

    /** What the best checkpoint of the last stage that had one holds: a stage that diverged leaves nothing behind. */
    private Weights trainedBy(List<StageOutcome> finished) {
        for (int i = finished.size() - 1; i >= 0; i--) {
            if (finished.get(i).bestCheckpoint() != null) {
                return checkpoints.load(finished.get(i).bestCheckpoint()).weights();
            }
        }
        return Weights.empty();
    }

    /** The best of the stages' best; of equals the earlier, which moved less. */
    private String candidate(List<StageOutcome> outcomes) {
        EarlyStoppingPlan rule = task.plan().earlyStopping();
        StageOutcome best = null;
        for (StageOutcome outcome : outcomes) {
            if (outcome.bestCheckpoint() != null && (best == null || rule.better(outcome.validationLoss(),
                    outcome.validationAccuracy(), best.validationLoss(), best.validationAccuracy()))) {
                best = outcome;
            }
        }
        if (best == null) {
            throw new DivergedException(
                    "the training diverged: no checkpoint has a finite validation loss; lower the learning rate"
                            + " of stage " + outcomes.get(0).name() + " (" + task.plan().stages().get(0).learningRate() + ")");
        }
        return best.bestCheckpoint();
    }

    private List<ImageVariant> trained() {
        Augmentation augmentation = new Augmentation(task.plan().augmentation(), task.plan().seed());
        return training.stream().flatMap(image -> augmentation.variants(image.hash()).stream()).toList();
    }

    private List<ImageVariant> scored() {
        return validation.stream().map(image -> ImageVariant.original(image.hash())).toList();
    }

    private void tellFeatures(PreparedStage stage, int done, Stopwatch watch) {
        orderBetweenSteps(stage);
        int all = training.size() * task.plan().augmentation().variants() + validation.size();
        double perSecond = done / watch.seconds();
        listener.progress(new TrainingListener.Progress(TrainingListener.Phase.FEATURES, stage.name(), stage.index(), 0,
                stage.plan().epochs(), done, all, perSecond, Double.NaN, (all - done) / perSecond));
    }

    private static TrainingListener.Progress waiting(PreparedStage stage, int epoch) {
        return new TrainingListener.Progress(TrainingListener.Phase.WAITING_FOR_EVALUATION, stage.name(), stage.index(), epoch,
                stage.plan().epochs(), 0, 0, 0, Double.NaN, Double.NaN);
    }

    private static List<TrainingImage> split(List<TrainingImage> images, Split split) {
        List<TrainingImage> own = images.stream()
                .filter(image -> image.split() == split)
                .sorted(Comparator.comparing(TrainingImage::hash))
                .toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException("there is no image in the " + split.name().toLowerCase(Locale.ROOT) + " split");
        }
        return own;
    }
}
