package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.RegularizationPlan;

/**
 * The plan's penalties on weights: what those that train add to the loss and to the gradients. Values are summed in double precision.
 * Decoupled weight decay adds nothing to the loss; it is the optimizer's.
 */
final class Penalties {
    private final RegularizationPlan plan;
    private final Set<String> trainable;

    /** @param trainable the names of the weights that train; no other adds anything */
    Penalties(RegularizationPlan plan, Set<String> trainable) {
        this.plan = plan;
        this.trainable = trainable;
    }

    /** What the weights add to the loss. */
    double value(Map<String, Tensor> weights) {
        double sum = 0;
        for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
            if (trainable.contains(weight.getKey())) {
                sum += l1(weight.getKey(), weight.getValue()) + l2(weight.getKey(), weight.getValue());
            }
        }
        return sum;
    }

    /** Adds the penalties' gradient, 2 l2 w + l1 sign(w), to the loss's. */
    void addGradients(Map<String, Tensor> weights, Map<String, Tensor> gradients) {
        weights.forEach((name, weight) -> {
            float l1 = (float) plan.l1(name);
            float twice = (float) (2 * plan.l2(name));
            if (trainable.contains(name) && (l1 > 0 || twice > 0)) {
                float[] values = weight.data();
                float[] sum = gradients.get(name).data();
                for (int i = 0; i < values.length; i++) {
                    sum[i] += twice * values[i] + l1 * Math.signum(values[i]);
                }
            }
        });
    }

    /**
     * Each term by name: {@code l1 <weight>} and {@code l2 <weight>} as they stand in the loss, and {@code weightDecay <weight>}, the
     * penalty {@code weightDecay / 2 * sum(w^2)} whose gradient step the decay is. The terms of frozen weights are there and 0.
     *
     * @param names of the weights of the network
     */
    Map<String, Double> terms(Iterable<String> names, Function<String, Tensor> weights) {
        Map<String, Double> terms = new LinkedHashMap<>();
        for (String name : names) {
            Tensor weight = weights.apply(name);
            put(terms, "l1", name, plan.l1(name), () -> l1(name, weight));
            put(terms, "l2", name, plan.l2(name), () -> l2(name, weight));
            put(terms, "weightDecay", name, plan.weightDecay(name), () -> plan.weightDecay(name) / 2 * squares(weight));
        }
        return terms;
    }

    private void put(Map<String, Double> terms, String term, String name, double factor, DoubleSupplier value) {
        if (factor > 0) {
            terms.put(term + " " + name, trainable.contains(name) ? value.getAsDouble() : 0);
        }
    }

    private double l2(String name, Tensor weight) {
        double factor = plan.l2(name);
        return factor == 0 ? 0 : factor * squares(weight);
    }

    private double l1(String name, Tensor weight) {
        double factor = plan.l1(name);
        double sum = 0;
        if (factor > 0) {
            for (float value : weight.data()) {
                sum += Math.abs(value);
            }
        }
        return factor * sum;
    }

    private static double squares(Tensor weight) {
        double sum = 0;
        for (float value : weight.data()) {
            sum += (double) value * value;
        }
        return sum;
    }
}
