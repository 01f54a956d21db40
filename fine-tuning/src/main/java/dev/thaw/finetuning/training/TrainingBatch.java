package dev.thaw.finetuning.training;

import java.util.Map;

import dev.thaw.finetuning.network.Tensor;

/**
 * What one step trains on.
 *
 * @param inputs by input of the network above the cut
 * @param targets (images, classes)
 * @param weights (images): how much each counts
 */
record TrainingBatch(Map<String, Tensor> inputs, Tensor targets, Tensor weights) {

    int size() {
        return weights.data().length;
    }
}
