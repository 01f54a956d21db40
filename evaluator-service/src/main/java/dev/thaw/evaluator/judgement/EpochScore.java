package dev.thaw.evaluator.judgement;

/**
 * What one checkpoint of a stage scored on the validation split.
 *
 * @param attempt of the run, from 1
 * @param epoch of the stage, from 1
 * @param checkpoint the prefix of its objects
 * @param loss mean cross-entropy; null if it is not finite
 * @param accuracy in [0, 1]
 */
public record EpochScore(int attempt, int epoch, String checkpoint, Double loss, double accuracy) {

    public EpochScore {
        if (attempt < 1 || epoch < 1) {
            throw new IllegalArgumentException("attempt and epoch count from 1, not " + attempt + " and " + epoch);
        }
        loss = loss != null && Double.isFinite(loss) ? loss : null;
    }

    /** True unless the loss is NaN or infinite: the weights are then of no use, whatever the accuracy says. */
    public boolean finite() {
        return loss != null;
    }
}
