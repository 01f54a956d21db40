package dev.thaw.finetuning.engine;

/** @param labelSmoothing in [0, 1): how much of the target's mass is spread evenly over the classes (Szegedy et al. 2016), 0 for none */
public record LossOptions(double labelSmoothing) {

    public static final LossOptions PLAIN = new LossOptions(0);

    public LossOptions {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("label smoothing is at least 0 and below 1, not " + labelSmoothing);
        }
    }
}
