package dev.thaw.finetuning.training;

import java.util.Map;

import dev.thaw.finetuning.network.Tensor;

/**
 * What one pass forward and backward takes.
 *
 * @param inputs by input of the network above the cut
 * @param targets (images, classes), or (images, 1) for a sigmoid
 * @param weights (images): how much each counts
 */
record TrainingBatch(Map<String, Tensor> inputs, Tensor targets, Tensor weights) {

    int size() {
        return weights.data().length;
    }
}
