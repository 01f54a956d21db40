package dev.thaw.finetuning.plan;

/**
 * How large gradients may be, at most one of three ways; 0 is no limit.
 *
 * @param norm each weight's gradient is scaled down to at most this L2 norm
 * @param globalNorm all gradients together are scaled down to at most this L2 norm
 * @param value each number of a gradient is cut to at most this, either way
 */
public record ClipPlan(double norm, double globalNorm, double value) {

    /** Gradients stay as they are. */
    public static final ClipPlan NONE = new ClipPlan(0, 0, 0);
}
