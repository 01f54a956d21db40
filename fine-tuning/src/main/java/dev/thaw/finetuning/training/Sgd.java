package dev.thaw.finetuning.training;

import java.util.function.ToDoubleFunction;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.OptimizerPlan;

/** Steps against the gradient, with momentum or Nesterov's momentum (Sutskever et al., 2013) if asked for. */
final class Sgd extends Optimizer {
    private final float momentum;
    private final boolean nesterov;

    Sgd(OptimizerPlan plan, ToDoubleFunction<String> weightDecay) {
        super(plan, weightDecay);
        this.momentum = (float) plan.momentum();
        this.nesterov = plan.nesterov();
    }

    @Override
    void move(String name, Tensor weight, float[] gradient, double rate, long iteration) {
        float[] values = weight.data();
        float r = (float) rate;
        if (momentum == 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] -= r * gradient[i];
            }
            return;
        }
        float[] velocity = slot(name, "momentum", weight);
        for (int i = 0; i < values.length; i++) {
            velocity[i] = momentum * velocity[i] - r * gradient[i];
            values[i] += nesterov ? momentum * velocity[i] - r * gradient[i] : velocity[i];
        }
    }
}
