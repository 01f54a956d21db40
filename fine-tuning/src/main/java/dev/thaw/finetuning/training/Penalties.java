package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.RegularizationPlan;

/**
 * The plan's penalties on the weights that train: what they add to the loss and to the gradients. Values are summed in double
 * precision. Decoupled weight decay adds nothing to the loss; it is the optimizer's.
 */
final class Penalties {
    private final RegularizationPlan plan;
    private final Set<String> trainable;

    /** @param trainable the names of the weights that train; no other has a penalty */
    Penalties(RegularizationPlan plan, Set<String> trainable) {
        this.plan = plan;
        this.trainable = trainable;
    }

    boolean any() {
        return (plan.l1() > 0 || plan.l2() > 0) && trainable.stream().anyMatch(plan::appliesTo);
    }

    /** What a weight adds to the loss. */
    double value(String name, Tensor weight) {
        return applies(name) ? l1(weight) + l2(weight) : 0;
    }

    /** Adds the penalties' gradient, 2 l2 w + l1 sign(w), to the loss's. */
    void addGradient(String name, Tensor weight, Tensor gradient) {
        if (!applies(name)) {
            return;
        }
        float[] values = weight.data();
        float[] sum = gradient.data();
        float twice = (float) (2 * plan.l2());
        float l1 = (float) plan.l1();
        for (int i = 0; i < values.length; i++) {
            sum[i] += twice * values[i] + l1 * Math.signum(values[i]);
        }
    }

    /**
     * Each term by name: {@code l1 <weight>} and {@code l2 <weight>} as they stand in the loss, and {@code weightDecay <weight>}, the
     * penalty {@code weightDecay / 2 * sum(w^2)} whose gradient step the decay is.
     */
    Map<String, Double> terms(Function<String, Tensor> weights) {
        Map<String, Double> terms = new LinkedHashMap<>();
        for (String name : trainable) {
            if (applies(name)) {
                Tensor weight = weights.apply(name);
                put(terms, "l1 " + name, plan.l1(), l1(weight));
                put(terms, "l2 " + name, plan.l2(), l2(weight));
                put(terms, "weightDecay " + name, plan.weightDecay(), plan.weightDecay() / 2 * squares(weight));
            }
        }
        return terms;
    }

    private static void put(Map<String, Double> terms, String name, double factor, double value) {
        if (factor > 0) {
            terms.put(name, value);
        }
    }

    private boolean applies(String name) {
        return trainable.contains(name) && plan.appliesTo(name);
    }

    private double l2(Tensor weight) {
        return plan.l2() == 0 ? 0 : plan.l2() * squares(weight);
    }

    private double l1(Tensor weight) {
        double sum = 0;
        if (plan.l1() > 0) {
            for (float value : weight.data()) {
                sum += Math.abs(value);
            }
        }
        return plan.l1() * sum;
    }

    private static double squares(Tensor weight) {
        double sum = 0;
        for (float value : weight.data()) {
            sum += (double) value * value;
        }
        return sum;
    }
}
