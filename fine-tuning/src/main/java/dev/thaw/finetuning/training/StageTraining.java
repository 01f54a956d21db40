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
import dev.thaw.finetuning.engine.TrainingProgram.Gradients;
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
    private final Steps steps;

    /** How an epoch ended. */
    sealed interface EpochEnd {
        /** @param activities means of the penalties on activities, by term */
        record Complete(double trainingLoss, Map<String, Double> activities) implements EpochEnd {
        }

        /** @param soFar what is done of the epoch; null if it is nothing */
        record Ordered(StopOrder order, EpochSoFar soFar) implements EpochEnd {
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
        Targets targets = new Targets(task.network().outputShape().channels(), task.labels(), plan.classWeights(), images);
        this.batches = new TrainingBatches(plan, stage, inputs, images, targets);
        this.program = engine.training(stage.above(), FeatureExtraction.weightsOf(stage.above(), weights), stage.trainable(),
                new LossOptions(plan.labelSmoothing(),
                        ActivityPenalties.of(plan.regularization(), stage.above(), stage.trainable())));
        this.steps = new Steps(program, plan, stage, task.depths());
    }

    /** Goes on where a checkpoint of this stage was made. */
    void restore(Checkpoint checkpoint) {
        Map<String, Tensor> own = new LinkedHashMap<>(checkpoint.weights().tensors());
        own.keySet().retainAll(stage.trainable());
        steps.restore(new Weights(own), checkpoint.optimizer());
    }

    /** To be judged and kept: the weights, or their moving average where the plan asks for one. */
    Weights trainedWeights() {
        return steps.result();
    }

    /** Read back from where the library computes; empty unless it wrote where it must not. */
    Set<String> movedFrozenWeights() {
        return program.movedFrozenWeights();
    }

    OptimizerState optimizerState() {
        return steps.state();
    }

    /**
     * @param losses mean training loss of each epoch that is done
     * @param from where an earlier process left this epoch; null at its beginning
     * @param orders asked before each batch
     */
    EpochEnd epoch(int epoch, List<Double> losses, EpochSoFar from, Supplier<Optional<StopOrder>> orders) {
        EpochMeter meter = new EpochMeter(listener, stage, epoch, batches.stepsPerEpoch(), from);
        List<List<TrainingImage>> all = batches.epoch(epoch);
        int batch = meter.step() * plan.optimizer().accumulate();
        try (Prefetch.Ahead<TrainingBatch> ahead = prefetch.ahead(all.subList(batch, all.size()),
                images -> batches.prepare(images, epoch))) {
            while (ahead.hasNext()) {
                GradientMean mean = new GradientMean();
                for (int i = 0; i < plan.optimizer().accumulate() && ahead.hasNext(); i++) {
                    Optional<StopOrder> order = orders.get();
                    if (order.isPresent()) {
                        // a step that is not complete has changed nothing
                        return new EpochEnd.Ordered(order.get(), meter.soFar());
                    }
                    TrainingBatch images = ahead.next();
                    mean.add(gradients(images, epoch, batch++), images.size());
                }
                double loss = mean.loss() + steps.take(mean.gradients(), rate(epoch, meter.step(), losses));
                if (!Double.isFinite(loss)) {
                    return new EpochEnd.NotFinite(meter.step() + 1);
                }
                meter.add(mean.images(), loss, mean.activities());
            }
        }
        return new EpochEnd.Complete(meter.meanLoss(), meter.meanActivities());
    }

    private Gradients gradients(TrainingBatch batch, int epoch, int number) {
        long dropoutSeed = Seeds.of(plan.seed(), "dropout", stage.index(), epoch, number);
        return program.gradients(batch.inputs(), batch.targets(), batch.weights().data(), dropoutSeed);
    }

    private double rate(int epoch, int step, List<Double> losses) {
        return stage.plan().rate((epoch - 1L) * batches.stepsPerEpoch() + step, batches.stepsPerEpoch(), losses);
    }

    /** The images of each batch of an epoch. */
    List<List<TrainingImage>> batches(int epoch) {
        return batches.epoch(epoch);
    }

    /** One step on one batch, at a rate that no schedule gave. @return the loss, with penalties, on the weights before it */
    double stepAt(double rate, List<TrainingImage> images, int epoch, int number) {
        TrainingBatch batch = batches.prepare(images, epoch);
        GradientMean mean = new GradientMean();
        mean.add(gradients(batch, epoch, number), batch.size());
        return mean.loss() + steps.take(mean.gradients(), rate);
    }

    @Override
    public void close() {
        prefetch.close();
        program.close();
    }
}
