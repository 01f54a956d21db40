package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.thaw.finetuning.engine.TrainingProgram.Gradients;
import dev.thaw.finetuning.network.Tensor;

/**
 * The mean gradient and loss of several batches, each counting as much as it has images: without dropout, what one batch of all their
 * images would have given.
 */
final class GradientMean {
    private final Map<String, Double> activitySums = new LinkedHashMap<>();
    private Map<String, Tensor> sums = Map.of();
    private double lossSum;
    private int images;
    private int batches;

    void add(Gradients gradients, int batch) {
        if (batches == 0) {
            sums = gradients.byWeight();
        } else {
            if (batches == 1) {
                scale(images);
            }
            gradients.byWeight().forEach((name, gradient) -> add(sums.get(name).data(), gradient.data(), batch));
        }
        gradients.activities().forEach((term, value) -> activitySums.merge(term, value * batch, Double::sum));
        lossSum += gradients.loss() * batch;
        images += batch;
        batches++;
    }

    int images() {
        return images;
    }

    double loss() {
        return lossSum / images;
    }

    /** The mean penalties on activities, by term. */
    Map<String, Double> activities() {
        Map<String, Double> means = new LinkedHashMap<>();
        activitySums.forEach((term, sum) -> means.put(term, sum / images));
        return means;
    }

    /** To be called once, last. */
    Map<String, Tensor> gradients() {
        if (batches > 1) {
            scale(1f / images);
        }
        return sums;
    }

    private void scale(float factor) {
        for (Tensor sum : sums.values()) {
            float[] data = sum.data();
            for (int i = 0; i < data.length; i++) {
                data[i] *= factor;
            }
        }
    }

    private static void add(float[] sum, float[] gradient, int batch) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += batch * gradient[i];
        }
    }
}
