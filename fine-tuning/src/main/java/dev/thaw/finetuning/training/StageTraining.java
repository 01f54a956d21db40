package dev.thaw.finetuning.training;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.LossOptions;
import dev.thaw.finetuning.engine.TrainingProgram;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.FineTuningPlan;

/** The epochs of one stage on the network above its cut. */
final class StageTraining implements AutoCloseable {
    private final FineTuningPlan plan;
    private final PreparedStage stage;
    private final StageInputs inputs;
    private final List<TrainingImage> images;
    private final TrainingListener listener;
    private final TrainingProgram program;
    private final Optimizer optimizer;
    private final Penalties penalties;
    private final Targets targets;
    private final Augmentation augmentation;
    private final int stepsPerEpoch;

    /** How an epoch ended. */
    sealed interface EpochEnd {
        record Complete(double trainingLoss) implements EpochEnd {
        }

        record Ordered(StopOrder order) implements EpochEnd {
        }

        /** The loss of a step was NaN or infinite; the weights are not to be used. */
        record NotFinite(int step) implements EpochEnd {
        }
    }

    /**
     * @param weights of the whole network as the stage begins
     * @param images the training images
     */
    StageTraining(Engine engine, FineTuningTask task, PreparedStage stage, StageInputs inputs, Weights weights,
            List<TrainingImage> images, TrainingListener listener) {
        this.plan = task.plan();
        this.stage = stage;
        this.inputs = inputs;
        this.images = images;
        this.listener = listener;
        this.penalties = new Penalties(plan.regularization(), stage.trainable());
        this.optimizer = Optimizer.of(plan.optimizer(), plan.regularization().weightDecay(), plan.regularization()::appliesTo);
        this.targets = new Targets(task.labels().size(), plan.classWeights(), images);
        this.augmentation = new Augmentation(plan.augmentation(), plan.seed());
        this.stepsPerEpoch = Batches.of(images, plan.batchSize()).size();
        this.program = engine.training(stage.above(), FeatureExtraction.weightsOf(stage.above(), weights), stage.trainable(),
                new LossOptions(plan.labelSmoothing()));
    }

    /** Goes on where a checkpoint of this stage was made. */
    void restore(Checkpoint checkpoint) {
        Map<String, Tensor> own = new LinkedHashMap<>(checkpoint.weights().tensors());
        own.keySet().retainAll(stage.trainable());
        program.assign(new Weights(own));
        optimizer.restore(checkpoint.optimizer());
    }

    Weights trainedWeights() {
        return program.trainableWeights();
    }

    /** Read back from where the library computes; empty unless it wrote where it must not. */
    Set<String> movedFrozenWeights() {
        return program.movedFrozenWeights();
    }

    OptimizerState optimizerState() {
        return optimizer.state();
    }

    /** @param orders asked before each step */
    EpochEnd epoch(int epoch, Supplier<Optional<StopOrder>> orders) {
        EpochMeter meter = new EpochMeter(listener, stage, epoch, stepsPerEpoch);
        int step = 0;
        for (List<TrainingImage> batch : Batches.of(shuffled(epoch), plan.batchSize())) {
            Optional<StopOrder> order = orders.get();
            if (order.isPresent()) {
                return new EpochEnd.Ordered(order.get());
            }
            double loss = step(batch, epoch, step);
            if (!Double.isFinite(loss)) {
                return new EpochEnd.NotFinite(step + 1);
            }
            meter.add(batch.size(), loss);
            step++;
        }
        return new EpochEnd.Complete(meter.meanLoss());
    }

    private double step(List<TrainingImage> batch, int epoch, int step) {
        List<ImageView> views = batch.stream().map(image -> augmentation.viewOf(image.hash(), stage.index(), epoch)).toList();
        long dropoutSeed = Seeds.of(plan.seed(), "dropout", stage.index(), epoch, step);
        double loss = program.gradients(inputs.batch(views), targets.of(batch), targets.weights(batch), dropoutSeed).loss();
        long stageStep = (epoch - 1L) * stepsPerEpoch + step;
        long stageSteps = (long) stage.plan().epochs() * stepsPerEpoch;
        optimizer.step(stage.plan().schedule().rate(stage.plan().learningRate(), stageStep, stageSteps));
        double[] penalty = new double[1];
        program.update((name, weight, gradient) -> {
            penalty[0] += penalties.value(name, weight);
            penalties.addGradient(name, weight, gradient);
            optimizer.apply(name, weight, gradient);
        });
        return loss + penalty[0];
    }

    /** Another order in each epoch, the same whatever order the images came in. */
    private List<TrainingImage> shuffled(int epoch) {
        record Drawn(TrainingImage image, long number) {
        }
        return images.stream()
                .map(image -> new Drawn(image, Seeds.of(plan.seed(), "shuffle", stage.index(), epoch, image.hash())))
                .sorted(Comparator.comparingLong(Drawn::number).thenComparing(drawn -> drawn.image().hash()))
                .map(Drawn::image)
                .toList();
    }

    @Override
    public void close() {
        program.close();
    }
}
