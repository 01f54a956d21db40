package dev.thaw.finetuning.training;

import java.util.Collection;
import java.util.List;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.ClipPlan;

/** Keeps gradients from being too large, in place, as Keras's clipnorm, global_clipnorm and clipvalue do (Pascanu et al., 2013). */
final class Clipping {
    private final ClipPlan plan;

    Clipping(ClipPlan plan) {
        this.plan = plan;
    }

    void clip(Collection<Tensor> gradients) {
        if (plan.norm() > 0) {
            gradients.forEach(gradient -> scale(List.of(gradient), plan.norm()));
        }
        if (plan.globalNorm() > 0) {
            scale(gradients, plan.globalNorm());
        }
        if (plan.value() > 0) {
            gradients.forEach(gradient -> cut(gradient.data(), (float) plan.value()));
        }
    }

    private static void scale(Collection<Tensor> gradients, double limit) {
        double squares = 0;
        for (Tensor gradient : gradients) {
            for (float g : gradient.data()) {
                squares += (double) g * g;
            }
        }
        double norm = Math.sqrt(squares);
        if (norm > limit) {
            float scale = (float) (limit / norm);
            for (Tensor gradient : gradients) {
                float[] data = gradient.data();
                for (int i = 0; i < data.length; i++) {
                    data[i] *= scale;
                }
            }
        }
    }

    private static void cut(float[] gradient, float limit) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Math.min(limit, Math.max(-limit, gradient[i]));
        }
    }
}
