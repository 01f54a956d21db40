package dev.thaw.finetuning.evaluation;

/**
 * Of one class. Each ratio is in [0, 1], NaN where it is not defined: recall without images, precision without predictions,
 * F1 without either.
 *
 * @param images how many are truly of the class
 * @param accuracy the share of them that was recognised, which is the recall
 */
public record ClassScores(String label, long images, double accuracy, double precision, double recall, double f1) {
}
