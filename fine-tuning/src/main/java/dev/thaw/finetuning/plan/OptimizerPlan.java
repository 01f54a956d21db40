package dev.thaw.finetuning.plan;

/**
 * How gradients become steps; the formulas and defaults are Keras's.
 *
 * @param momentum for sgd and rmsprop, in [0, 1); 0 for none
 * @param nesterov for sgd with momentum
 * @param accumulate batches whose mean gradient makes one step, at least 1
 * @param average momentum of the exponential moving average of the weights, in [0, 1): the average is what is judged, kept and
 *        exported; 0 for none
 * @param layerDecay in (0, 1]: the learning rate of a block is this times that of the block above it; 1 for the same rate everywhere
 */
public record OptimizerPlan(Type type, double momentum, boolean nesterov, ClipPlan clip, int accumulate, double average,
        double layerDecay) {

    /** ADAMW is Adam with a decoupled weight decay of 0.004 unless the plan says another. */
    public enum Type {
        ADAM,
        ADAMW,
        SGD,
        RMSPROP
    }
}
