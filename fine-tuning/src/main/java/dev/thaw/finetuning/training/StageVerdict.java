package dev.thaw.finetuning.training;

/**
 * Which checkpoint of a stage is the best.
 *
 * @param bestCheckpoint its name; null if none of the stage had a finite validation loss
 * @param bestEpoch from 1; 0 if there is none
 * @param validationLoss of the best; NaN if there is none
 * @param validationAccuracy of the best, in [0, 1]; NaN if there is none
 * @param stoppedBy what ended the stage: the rule of a stop order, or "epochs" if all were trained
 */
public record StageVerdict(String bestCheckpoint, int bestEpoch, double validationLoss, double validationAccuracy,
        String stoppedBy) {

    /** No checkpoint of the stage is worth keeping. */
    public static StageVerdict none(String stoppedBy) {
        return new StageVerdict(null, 0, Double.NaN, Double.NaN, stoppedBy);
    }

    public boolean hasBest() {
        return bestCheckpoint != null;
    }
}
