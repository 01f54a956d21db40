package dev.thaw.finetuning.plan;

/**
 * How gradients become steps; the formulas and defaults are Keras's.
 *
 * @param momentum for sgd and rmsprop, in [0, 1); 0 for none
 * @param nesterov for sgd with momentum
 * @param clipNorm each weight's gradient is scaled down to at most this L2 norm; 0 for no limit
 */
public record OptimizerPlan(Type type, double momentum, boolean nesterov, double clipNorm) {

    /** ADAMW is Adam with a decoupled weight decay of 0.004 unless the plan says another. */
    public enum Type {
        ADAM,
        ADAMW,
        SGD,
        RMSPROP
    }
}
