package dev.thaw.finetuning.plan;

/**
 * The range that a number is drawn from, evenly, as the {@code factor} of Keras's random layers.
 *
 * @param high at least {@code low}
 */
public record Factor(double low, double high) {

    /** Always 0. */
    public static final Factor NONE = new Factor(0, 0);

    /** From {@code -reach} to {@code reach}. */
    public static Factor eitherWay(double reach) {
        return new Factor(reach == 0 ? 0 : -reach, reach);
    }

    /** @param share in [0, 1) */
    public double at(double share) {
        return low + share * (high - low);
    }
}
