package dev.thaw.finetuning.training;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.OptimizerPlan;

/**
 * Moves weights along their gradients, in place, by the formulas of Keras 3 and in its order: the gradient is clipped, the
 * weight decays, then it takes its step.
 */
abstract sealed class Optimizer permits Adam, Sgd, RmsProp {
    private final double clipNorm;
    private final double weightDecay;
    private final Predicate<String> decays;
    private final Map<String, Tensor> slots = new HashMap<>();
    private long iterations;
    private double learningRate;

    /** @param decays which weights decay, by name */
    Optimizer(double clipNorm, double weightDecay, Predicate<String> decays) {
        this.clipNorm = clipNorm;
        this.weightDecay = weightDecay;
        this.decays = decays;
    }

    static Optimizer of(OptimizerPlan plan, double weightDecay, Predicate<String> decays) {
        return switch (plan.type()) {
            case ADAM, ADAMW -> new Adam(plan.clipNorm(), weightDecay, decays);
            case SGD -> new Sgd(plan.momentum(), plan.nesterov(), plan.clipNorm(), weightDecay, decays);
            case RMSPROP -> new RmsProp(plan.momentum(), plan.clipNorm(), weightDecay, decays);
        };
    }

    /** Begins a step; {@link #apply} follows for each weight. */
    final void step(double rate) {
        iterations++;
        learningRate = rate;
    }

    /** Changes the weight; the gradient may be changed too. */
    final void apply(String name, Tensor weight, Tensor gradient) {
        clip(gradient.data());
        if (weightDecay > 0 && decays.test(name)) {
            float kept = (float) (1 - weightDecay * learningRate);
            float[] values = weight.data();
            for (int i = 0; i < values.length; i++) {
                values[i] *= kept;
            }
        }
        move(name, weight, gradient.data(), learningRate, iterations);
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

    private void clip(float[] gradient) {
        if (clipNorm <= 0) {
            return;
        }
        double squares = 0;
        for (float g : gradient) {
            squares += (double) g * g;
        }
        double norm = Math.sqrt(squares);
        if (norm > clipNorm) {
            float scale = (float) (clipNorm / norm);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
        }
    }
}
