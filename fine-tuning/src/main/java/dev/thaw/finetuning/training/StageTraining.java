package dev.thaw.finetuning.training;

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
import dev.thaw.finetuning.plan.Seeds;

/** The epochs of one stage on the network above its cut. */
final class StageTraining implements AutoCloseable {
    private final FineTuningPlan plan;
    private final PreparedStage stage;
    private final TrainingBatches batches;
    private final Prefetch prefetch = Prefetch.onIdleCores();
    private final TrainingListener listener;
    private final TrainingProgram program;
    private final Optimizer optimizer;
    private final Penalties penalties;

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
        this.listener = listener;
        this.penalties = new Penalties(plan.regularization(), stage.trainable());
        this.optimizer = Optimizer.of(plan.optimizer(), plan.regularization().weightDecay(), plan.regularization()::appliesTo);
        Targets targets = new Targets(task.labels().size(), plan.classWeights(), images);
        this.batches = new TrainingBatches(plan, stage, inputs, images, targets);
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
        EpochMeter meter = new EpochMeter(listener, stage, epoch, batches.stepsPerEpoch());
        int step = 0;
        try (Prefetch.Ahead<TrainingBatch> ahead = prefetch.ahead(batches.epoch(epoch), batch -> batches.prepare(batch, epoch))) {
            while (ahead.hasNext()) {
                Optional<StopOrder> order = orders.get();
                if (order.isPresent()) {
                    return new EpochEnd.Ordered(order.get());
                }
                TrainingBatch batch = ahead.next();
                double loss = step(batch, epoch, step);
                if (!Double.isFinite(loss)) {
                    return new EpochEnd.NotFinite(step + 1);
                }
                meter.add(batch.size(), loss);
                step++;
            }
        }
        return new EpochEnd.Complete(meter.meanLoss());
    }

    private double step(TrainingBatch batch, int epoch, int step) {
        long dropoutSeed = Seeds.of(plan.seed(), "dropout", stage.index(), epoch, step);
        double loss = program.gradients(batch.inputs(), batch.targets(), batch.weights().data(), dropoutSeed).loss();
        long stageStep = (epoch - 1L) * batches.stepsPerEpoch() + step;
        long stageSteps = (long) stage.plan().epochs() * batches.stepsPerEpoch();
        optimizer.step(stage.plan().schedule().rate(stage.plan().learningRate(), stageStep, stageSteps));
        double[] penalty = new double[1];
        program.update((name, weight, gradient) -> {
            penalty[0] += penalties.value(name, weight);
            penalties.addGradient(name, weight, gradient);
            optimizer.apply(name, weight, gradient);
        });
        return loss + penalty[0];
    }

    @Override
    public void close() {
        prefetch.close();
        program.close();
    }
}
