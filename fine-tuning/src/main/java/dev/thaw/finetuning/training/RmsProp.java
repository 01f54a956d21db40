package dev.thaw.finetuning.training;

import java.util.function.ToDoubleFunction;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.OptimizerPlan;

/** Steps scaled by the root of the gradient's running mean square (Tieleman and Hinton, 2012). As in Keras, epsilon is inside the root. */
final class RmsProp extends Optimizer {
    private static final float RHO = 0.9f;
    private static final float EPSILON = 1e-7f;

    private final float momentum;

    RmsProp(OptimizerPlan plan, ToDoubleFunction<String> weightDecay) {
        super(plan, weightDecay);
        this.momentum = (float) plan.momentum();
    }

    @Override
    void move(String name, Tensor weight, float[] gradient, double rate, long iteration) {
        float[] values = weight.data();
        float[] velocity = slot(name, "velocity", weight);
        float[] moving = momentum > 0 ? slot(name, "momentum", weight) : null;
        float r = (float) rate;
        for (int i = 0; i < values.length; i++) {
            float g = gradient[i];
            velocity[i] = RHO * velocity[i] + (1 - RHO) * g * g;
            float step = r * g / (float) Math.sqrt(velocity[i] + EPSILON);
            if (moving != null) {
                moving[i] = momentum * moving[i] + step;
                step = moving[i];
            }
            values[i] -= step;
        }
    }
}
