package dev.thaw.finetuning.training;

import java.util.List;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.FineTuningPlan.ClassWeights;

/** What the network is to answer, and how much each answer counts. */
final class Targets {
    private final int classes;
    private final float[] weights;

    Targets(int classes, ClassWeights plan, List<TrainingImage> images) {
        this.classes = classes;
        this.weights = new float[classes];
        long[] counts = new long[classes];
        images.forEach(image -> counts[image.label()]++);
        for (int c = 0; c < classes; c++) {
            weights[c] = plan == ClassWeights.BALANCED && counts[c] > 0
                    ? (float) ((double) images.size() / (classes * counts[c]))
                    : 1;
        }
    }

    /** One-hot, (batch, classes). */
    Tensor of(List<TrainingImage> batch) {
        float[] data = new float[batch.size() * classes];
        for (int i = 0; i < batch.size(); i++) {
            data[i * classes + batch.get(i).label()] = 1;
        }
        return Tensor.of(data, batch.size(), classes);
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
