package dev.thaw.finetuning.evaluation;

import dev.thaw.finetuning.training.Spent;

/**
 * What is known of a checkpoint when its epoch is judged.
 *
 * @param trainingLoss mean cross-entropy on the training sample; NaN unless the plan limits the gap to the validation loss
 */
public record EpochScores(Scores validation, double trainingLoss, Spent spent) {

    /** @param checkpoint its name */
    public StageHistory.Entry entry(int epoch, String checkpoint) {
        return new StageHistory.Entry(epoch, checkpoint, validation.score(), trainingLoss, spent);
    }
}
