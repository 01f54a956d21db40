package dev.thaw.finetuning.training;

import java.util.function.ToDoubleFunction;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.OptimizerPlan;

/**
 * Steps of about the learning rate in each direction, whatever the gradient's scale (Kingma and Ba, 2015). As in Keras, epsilon is
 * added to the root of the second moment before its bias is corrected ("epsilon hat").
 */
final class Adam extends Optimizer {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final float EPSILON = 1e-7f;

    Adam(OptimizerPlan plan, ToDoubleFunction<String> weightDecay) {
        super(plan, weightDecay);
    }

    @Override
    void move(String name, Tensor weight, float[] gradient, double rate, long iteration) {
        float[] values = weight.data();
        float[] momentum = slot(name, "momentum", weight);
        float[] velocity = slot(name, "velocity", weight);
        float alpha = (float) (rate * Math.sqrt(1 - Math.pow(BETA_2, iteration)) / (1 - Math.pow(BETA_1, iteration)));
        float one = (float) (1 - BETA_1);
        float two = (float) (1 - BETA_2);
        for (int i = 0; i < values.length; i++) {
            float g = gradient[i];
            momentum[i] += (g - momentum[i]) * one;
            velocity[i] += (g * g - velocity[i]) * two;
            values[i] -= momentum[i] * alpha / ((float) Math.sqrt(velocity[i]) + EPSILON);
        }
    }
}
