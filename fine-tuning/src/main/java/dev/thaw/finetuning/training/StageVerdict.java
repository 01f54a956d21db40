package dev.thaw.finetuning.training;

import dev.thaw.finetuning.plan.ValidationScore;

/**
 * Which checkpoint of a stage is the best.
 *
 * @param bestCheckpoint its name; null if none of the stage had a finite validation loss
 * @param bestEpoch from 1; 0 if there is none
 * @param score of the best; not numbers if there is none
 * @param stoppedBy what ended the stage: the rule of a stop order, or "epochs" if all were trained
 * @param countedEpochs those that led to the verdict: what was trained after a stop was decided does not count
 */
public record StageVerdict(String bestCheckpoint, int bestEpoch, ValidationScore score, String stoppedBy, int countedEpochs) {

    /** No checkpoint of the stage is worth keeping. */
    public static StageVerdict none(String stoppedBy, int countedEpochs) {
        return new StageVerdict(null, 0, ValidationScore.NONE, stoppedBy, countedEpochs);
    }

    public boolean hasBest() {
        return bestCheckpoint != null;
    }
}
