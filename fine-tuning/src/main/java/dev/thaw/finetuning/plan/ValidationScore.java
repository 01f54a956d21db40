package dev.thaw.finetuning.plan;

/**
 * What a checkpoint scores on the validation split, as far as plans judge by it.
 *
 * @param loss mean cross-entropy without penalties
 * @param accuracy in [0, 1]
 * @param macroF1 mean F1 of the classes, in [0, 1]
 */
public record ValidationScore(double loss, double accuracy, double macroF1) {

    /** Of no checkpoint. */
    public static final ValidationScore NONE = new ValidationScore(Double.NaN, Double.NaN, Double.NaN);
}
