package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/**
 * The exponential moving average of the weights over the steps (Polyak and Juditsky, 1992): smoother than the weights themselves,
 * and often better. As in Keras, it begins with the weights that the first step leaves.
 */
final class MovingAverage {
    private final double momentum;
    private Map<String, Tensor> averages = Map.of();

    /** @param momentum in [0, 1): how much of the average stays at each step */
    MovingAverage(double momentum) {
        this.momentum = momentum;
    }

    /** Takes in the weights after a step. */
    void add(Map<String, Tensor> weights) {
        if (averages.isEmpty()) {
            averages = copy(weights);
            return;
        }
        float kept = (float) momentum;
        float added = (float) (1 - momentum);
        weights.forEach((name, weight) -> {
            float[] average = averages.get(name).data();
            float[] values = weight.data();
            for (int i = 0; i < average.length; i++) {
                average[i] = kept * average[i] + added * values[i];
            }
        });
    }

    Weights weights() {
        return new Weights(copy(averages));
    }

    void restore(Weights weights) {
        averages = copy(weights.tensors());
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> tensors) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.copy()));
        return copies;
    }
}
