package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.thaw.finetuning.augmentation.Augmentation;
import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.network.Weights;

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
     * @param images of all splits; those to be tested on are not looked at. {@link PackedImages} are used as they are, others are packed
     * @throws IllegalArgumentException if there is no image to train on, or none to validate on
     */
    public FineTuner(Engine engine, FineTuningTask task, List<TrainingImage> images, ImageSource source, FeatureBank bank,
            CheckpointStore checkpoints, Judge judge, TrainingListener listener) {
        this.engine = engine;
        this.task = task;
        PackedImages packed = PackedImages.of(images);
        this.training = split(packed, Split.TRAIN);
        this.validation = split(packed, Split.VALIDATION);
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
        List<StageOutcome> outcomes = new ArrayList<>(resumed == null ? List.of() : resumed.state().finished());
        Optional<StopOrder> ended = Optional.empty();
        while (ended.isEmpty() && outcomes.size() < task.stages().size()) {
            PreparedStage stage = task.stages().get(outcomes.size());
            boolean halfway = resumed != null && resumed.state().stageIndex() == stage.index();
            listener.stageBegun(stage);
            StageEnd end = train(stage, outcomes, halfway ? new SavedCheckpoint(name, resumed) : null);
            outcomes.add(end.outcome());
            ended = end.order().filter(order -> order.action() == StopOrder.Action.STOP_RUN);
            listener.stageEnded(end.outcome());
        }
        return new FineTuningResult(Candidate.of(outcomes, task.plan(), ended), outcomes, bank.hits(), bank.misses(),
                watch.seconds());
    }

    /** @param order in force as the stage ended */
    private record StageEnd(StageOutcome outcome, Optional<StopOrder> order) {
    }

    private StageEnd train(PreparedStage stage, List<StageOutcome> finished, SavedCheckpoint resumed) {
        Stopwatch watch = new Stopwatch();
        double earlier = resumed == null ? 0 : resumed.state().seconds();
        Weights trainedBefore = trainedBy(finished);
        Weights before = task.initialWeights().with(trainedBefore);
        FreezeProof proof = new FreezeProof(before, stage.trainable());
        Optional<StageInputs> inputs = inputs(stage, before, watch);
        StageEpochs epochs = new StageEpochs(stage, finished, trainedBefore, checkpoints, judge, listener,
                () -> earlier + watch.seconds());
        if (resumed != null) {
            epochs.handIn(resumed);
        }
        List<String> moved = new ArrayList<>();
        if (inputs.isPresent()) {
            try (StageTraining steps = new StageTraining(engine, task, stage, inputs.get(), before, training, listener)) {
                if (resumed != null) {
                    steps.restore(resumed.checkpoint());
                }
                epochs.train(steps, resumed == null ? null : resumed.state().soFar(), () -> order(stage));
                moved.addAll(steps.movedFrozenWeights());
            }
        }
        listener.progress(waiting(stage, epochs.last()));
        StageVerdict verdict = judge.conclude(stage.index(), epochs.last());
        Optional<StopOrder> order = orderBetweenSteps(stage);
        Optional<Checkpoint> best = Optional.ofNullable(verdict.bestCheckpoint()).map(checkpoints::load);
        Weights after = best.map(checkpoint -> task.initialWeights().with(checkpoint.weights())).orElse(before);
        moved.addAll(proof.moved(after));
        if (!moved.isEmpty()) {
            throw new FrozenWeightMovedException(stage.name(), moved);
        }
        order.ifPresent(given -> listener.obeyed(obedience(given, stage, epochs, verdict, finished)));
        return new StageEnd(new StageOutcome(stage.name(), stage.trainableParameters(), stage.totalParameters(), epochs.last(),
                verdict.bestCheckpoint(), verdict.bestEpoch(), epochs.diverged() ? "not-finite" : verdict.stoppedBy(),
                earlier + watch.seconds(), verdict.score().loss(), verdict.score().accuracy(), true,
                PenaltyTerms.of(task, stage, after, best.map(checkpoint -> checkpoint.state().activities()).orElse(Map.of())),
                verdict.score().macroF1(), verdict.countedEpochs()), order);
    }

    /** Activations for the stage; empty if it was ordered to stop before they were complete. */
    private Optional<StageInputs> inputs(PreparedStage stage, Weights before, Stopwatch watch) {
        try {
            return Optional.of(extraction.complete(stage, before, trained(), scored(), done -> tellFeatures(stage, done, watch)));
        } catch (StoppedBeforeStepsException e) {
            listener.message("stage " + stage.name() + " stops before its first step: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Obedience obedience(StopOrder order, PreparedStage stage, StageEpochs epochs, StageVerdict verdict,
            List<StageOutcome> finished) {
        boolean last = order.action() == StopOrder.Action.STOP_RUN || stage.index() + 1 == task.stages().size();
        boolean something = verdict.hasBest() || finished.stream().anyMatch(outcome -> outcome.bestCheckpoint() != null);
        Obedience.Next next = !last ? Obedience.Next.NEXT_STAGE : something ? Obedience.Next.CANDIDATE : Obedience.Next.END;
        return new Obedience(order, stage.name(), stage.index(), epochs.stoppedEpoch(), epochs.stoppedStep(),
                verdict.bestCheckpoint(), verdict.bestEpoch(), next);
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

    private List<ImageVariant> trained() {
        Augmentation augmentation = new Augmentation(task.plan().augmentation(), task.plan().seed());
        int each = task.plan().augmentation().variants();
        return new ComputedList<>(Math.multiplyExact(training.size(), each),
                number -> augmentation.variant(training.get(number / each).hash(), number % each));
    }

    private List<ImageVariant> scored() {
        return new ComputedList<>(validation.size(), number -> ImageVariant.original(validation.get(number).hash()));
    }

    private void tellFeatures(PreparedStage stage, int done, Stopwatch watch) {
        orderBetweenSteps(stage).ifPresent(order -> {
            throw new StoppedBeforeStepsException(order.reason());
        });
        int all = training.size() * task.plan().augmentation().variants() + validation.size();
        double perSecond = done / watch.seconds();
        listener.progress(new TrainingListener.Progress(TrainingListener.Phase.FEATURES, stage.name(), stage.index(), 0,
                stage.plan().epochs(), done, all, perSecond, Double.NaN, (all - done) / perSecond));
    }

    private static TrainingListener.Progress waiting(PreparedStage stage, int epoch) {
        return new TrainingListener.Progress(TrainingListener.Phase.WAITING_FOR_EVALUATION, stage.name(), stage.index(), epoch,
                stage.plan().epochs(), 0, 0, 0, Double.NaN, Double.NaN);
    }

    private static List<TrainingImage> split(PackedImages images, Split split) {
        List<TrainingImage> own = images.of(split);
        if (own.isEmpty()) {
            throw new IllegalArgumentException("there is no image in the " + split.name().toLowerCase(Locale.ROOT) + " split");
        }
        return own;
    }

    /** Ends the computation of features; what was computed is kept. */
    private static final class StoppedBeforeStepsException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private StoppedBeforeStepsException(String reason) {
            super(reason);
        }
    }
}
