package dev.thaw.finetuning.plan;

/**
 * What decides on the best epoch of a stage, always on the validation split; the patience is each stage's own.
 *
 * @param minDelta an epoch is better only if it improves the metric by more than this
 */
public record EarlyStoppingPlan(Metric metric, double minDelta) {

    /** LOSS: lower is better. ACCURACY: higher is better. */
    public enum Metric {
        LOSS,
        ACCURACY
    }

    /** Whether a loss and accuracy beat others by more than {@code minDelta}; a loss that is not finite never does. */
    public boolean better(double loss, double accuracy, double bestLoss, double bestAccuracy) {
        if (!Double.isFinite(loss)) {
            return false;
        }
        if (!Double.isFinite(bestLoss)) {
            return true;
        }
        return metric == Metric.LOSS ? loss < bestLoss - minDelta : accuracy > bestAccuracy + minDelta;
    }
}
