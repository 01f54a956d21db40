package dev.thaw.finetuning.training;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.OptimizerPlan;

/**
 * Moves weights along their gradients, in place, by the formulas of Keras 3 and in its order: the gradients are clipped, each weight
 * decays, then it takes its step.
 */
abstract sealed class Optimizer permits Adam, Sgd, RmsProp {
    private final Clipping clipping;
    private final ToDoubleFunction<String> weightDecay;
    private final Map<String, Tensor> slots = new HashMap<>();
    private long iterations;

    /** @param weightDecay by the weight's name; 0 for none */
    Optimizer(OptimizerPlan plan, ToDoubleFunction<String> weightDecay) {
        this.clipping = new Clipping(plan.clip());
        this.weightDecay = weightDecay;
    }

    static Optimizer of(OptimizerPlan plan, ToDoubleFunction<String> weightDecay) {
        return switch (plan.type()) {
            case ADAM, ADAMW -> new Adam(plan, weightDecay);
            case SGD -> new Sgd(plan, weightDecay);
            case RMSPROP -> new RmsProp(plan, weightDecay);
        };
    }

    /**
     * One step of all weights.
     *
     * @param gradients by the same names; they may be changed too
     * @param rates learning rates by name
     */
    final void step(Map<String, Tensor> weights, Map<String, Tensor> gradients, ToDoubleFunction<String> rates) {
        iterations++;
        clipping.clip(gradients.values());
        weights.forEach((name, weight) -> {
            double rate = rates.applyAsDouble(name);
            decay(weight.data(), weightDecay.applyAsDouble(name) * rate);
            move(name, weight, gradients.get(name).data(), rate, iterations);
        });
    }

    /** A copy of all that a later step depends on. */
    final OptimizerState state() {
        Map<String, Tensor> copies = new HashMap<>();
        slots.forEach((name, slot) -> copies.put(name, slot.copy()));
        return new OptimizerState(iterations, copies);
    }

    final void restore(OptimizerState state) {
        iterations = state.iterations();
        slots.clear();
        state.slots().forEach((name, slot) -> slots.put(name, slot.copy()));
    }

    /** @param iteration from 1 */
    abstract void move(String name, Tensor weight, float[] gradient, double rate, long iteration);

    /** A running value of a weight, 0 at first. */
    final float[] slot(String weight, String slot, Tensor like) {
        return slots.computeIfAbsent(weight + ":" + slot, name -> new Tensor(like.shape(), new float[like.data().length])).data();
    }

    private static void decay(float[] values, double share) {
        if (share > 0) {
            float kept = (float) (1 - share);
            for (int i = 0; i < values.length; i++) {
                values[i] *= kept;
            }
        }
    }
}
