package dev.thaw.finetuning.training;

import java.util.List;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.ParameterCounts;
import dev.thaw.finetuning.plan.FeatureBankPlan;

/**
 * What a run needs at the very least: who has less cannot run it. What it really takes is more, by half for instance, for what
 * the operations need in between.
 *
 * @param nativeBytes outside the heap: the stage that needs most keeps each layer's activations of a batch for the backward
 *        pass, and the weights
 * @param stage the name of that stage
 * @param heapBytes the weights, for what trains its gradients and one state of the optimizer, and what is known of each image
 * @param bankBytes of the feature bank that has most: activations of the images and variants at the cut
 */
public record RunNeeds(long nativeBytes, String stage, long heapBytes, long bankBytes) {
    /** With its place among those of its split. */
    private static final long HEAP_PER_IMAGE = PackedImages.BYTES_PER_IMAGE + Integer.BYTES;
    /** While an epoch is put in order. */
    private static final long HEAP_PER_TRAINING_IMAGE = EpochOrder.BYTES_PER_IMAGE;

    /**
     * @param trainingImages of the training split
     * @param otherImages that are scored, without variants
     */
    public static RunNeeds of(FineTuningTask task, long trainingImages, long otherImages) {
        PreparedStage largest = task.stages().get(0);
        long trainable = 0;
        long bank = 0;
        for (PreparedStage stage : task.stages()) {
            largest = nativeBytes(stage, task) > nativeBytes(largest, task) ? stage : largest;
            trainable = Math.max(trainable, stage.trainableParameters());
            bank = Math.max(bank, bankBytes(stage, task, trainingImages, otherImages));
        }
        long heap = (ParameterCounts.of(task.network()).total() + 2 * trainable) * Float.BYTES
                + (trainingImages + otherImages) * HEAP_PER_IMAGE + trainingImages * HEAP_PER_TRAINING_IMAGE;
        if (bank > 0) {
            heap += (trainingImages * task.plan().augmentation().variants() + otherImages) * VariantIndex.LEAST_BYTES;
        }
        return new RunNeeds(nativeBytes(largest, task), largest.name(), heap, bank);
    }

    private static long nativeBytes(PreparedStage stage, FineTuningTask task) {
        long activations = elements(stage.above(), stage.above().nodes().stream().filter(node -> kept(node.layer()))
                .map(Node::name).toList());
        return (activations * task.plan().batchSize() + stage.totalParameters()) * Float.BYTES;
    }

    private static long bankBytes(PreparedStage stage, FineTuningTask task, long trainingImages, long otherImages) {
        if (!stage.banked()) {
            return 0;
        }
        int width = task.plan().featureBank().precision() == FeatureBankPlan.Precision.FLOAT16 ? Short.BYTES : Float.BYTES;
        return elements(task.network(), stage.cut())
                * (trainingImages * task.plan().augmentation().variants() * width + otherImages * Float.BYTES);
    }

    /** Whether the backward pass needs the layer's own output: a normalization is folded into what feeds it, the rest are views. */
    private static boolean kept(Layer layer) {
        return !(layer instanceof Layer.Input || layer instanceof Layer.BatchNormalization || layer instanceof Layer.Flatten
                || layer instanceof Layer.Reshape || layer instanceof Layer.Dropout || layer instanceof Layer.SpatialDropout2D);
    }

    private static long elements(Network network, List<String> layers) {
        return layers.stream().mapToLong(layer -> network.shapeOf(layer).elements()).sum();
    }
}
