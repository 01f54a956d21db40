package dev.thaw.finetuning.training;

import java.util.Arrays;
import java.util.List;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.ClassWeights;

/** What the network is to answer, and how much each answer counts. */
final class Targets {
    private final int outputs;
    private final float[] weights;

    /** @param outputs of the network: one per label, or 1 for a sigmoid over two */
    Targets(int outputs, List<String> labels, ClassWeights plan, List<TrainingImage> images) {
        this.outputs = outputs;
        this.weights = new float[labels.size()];
        Arrays.fill(weights, 1);
        if (plan instanceof ClassWeights.Balanced) {
            balance(images);
        } else if (plan instanceof ClassWeights.Given given) {
            given.byLabel().forEach((label, weight) -> weights[labels.indexOf(label)] = weight.floatValue());
        }
    }

    private void balance(List<TrainingImage> images) {
        long[] counts = new long[weights.length];
        images.forEach(image -> counts[image.label()]++);
        for (int c = 0; c < weights.length; c++) {
            weights[c] = counts[c] > 0 ? (float) ((double) images.size() / (weights.length * counts[c])) : 1;
        }
    }

    /** One-hot, (batch, labels); or (batch, 1), 1 for the second label. */
    Tensor of(List<TrainingImage> batch) {
        float[] data = new float[batch.size() * outputs];
        for (int i = 0; i < batch.size(); i++) {
            if (outputs == 1) {
                data[i] = batch.get(i).label();
            } else {
                data[i * outputs + batch.get(i).label()] = 1;
            }
        }
        return Tensor.of(data, batch.size(), outputs);
    }

    /** The weight of each image's class. */
    float[] weights(List<TrainingImage> batch) {
        float[] own = new float[batch.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = weights[batch.get(i).label()];
        }
        return own;
    }
}
