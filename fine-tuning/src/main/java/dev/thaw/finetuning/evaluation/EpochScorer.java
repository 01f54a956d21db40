package dev.thaw.finetuning.evaluation;

import java.util.List;

import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.PackedImages;
import dev.thaw.finetuning.training.Spent;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingImage;

/**
 * Scores checkpoints for the rules of early stopping: on the validation split and, where the plan limits the gap between the two losses,
 * on a sample of the training images. The two losses are the same measure of the same weights: mean cross-entropy in inference mode, on
 * images as they are, without penalties, label smoothing, class weights, dropout or augmentation. The sample is as many training images
 * as the validation split has, those whose content hashes come first: the same in each epoch, attempt and process.
 */
public final class EpochScorer {
    private final CheckpointScorer scorer;
    private final boolean gapMatters;
    private final List<TrainingImage> validation;
    private final List<TrainingImage> sample;

    /** @param images of all splits; those to be tested on are not looked at */
    public EpochScorer(CheckpointScorer scorer, FineTuningTask task, List<TrainingImage> images) {
        this.scorer = scorer;
        this.gapMatters = task.plan().earlyStopping().gap() > 0;
        PackedImages packed = PackedImages.of(images);
        this.validation = packed.of(Split.VALIDATION);
        List<TrainingImage> training = packed.of(Split.TRAIN);
        this.sample = training.subList(0, Math.min(validation.size(), training.size()));
    }

    /** @param checkpoint at the end of an epoch */
    public EpochScores score(Checkpoint checkpoint) {
        Scores scores = scorer.score(checkpoint.weights(), checkpoint.state().stageIndex(), validation);
        double trainingLoss = gapMatters
                ? scorer.score(checkpoint.weights(), checkpoint.state().stageIndex(), sample).loss()
                : Double.NaN;
        return new EpochScores(scores, trainingLoss, Spent.at(checkpoint.state()));
    }
}
