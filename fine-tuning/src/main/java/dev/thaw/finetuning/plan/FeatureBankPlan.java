package dev.thaw.finetuning.plan;

/**
 * How the frozen layers' activations are kept.
 *
 * @param precision of what is trained on; what is scored is always kept in 32 bits, so that a score is of the very network that is
 *        published
 */
public record FeatureBankPlan(Precision precision) {

    /** FLOAT16 takes half the space; each number is off by at most a two-thousandth of itself. */
    public enum Precision {
        FLOAT32,
        FLOAT16
    }
}
