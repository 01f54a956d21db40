package dev.thaw.evaluator.judgement;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.TrainingSignal.EpochMetric;
import dev.thaw.finetuning.evaluation.StageHistory;
import dev.thaw.finetuning.plan.ValidationScore;
import dev.thaw.finetuning.training.Spent;

/**
 * What one checkpoint of a stage scored on the validation split.
 *
 * @param attempt of the run, from 1
 * @param epoch of the stage, from 1
 * @param checkpoint the prefix of its objects
 * @param loss mean cross-entropy; null if it is not finite
 * @param accuracy in [0, 1]
 * @param macroF1 mean F1 of the classes; null if none has one
 * @param trainingLoss on the training sample; null if it was not measured or is not finite
 * @param spent what the run had used up
 */
public record EpochScore(int attempt, int epoch, String checkpoint, Double loss, double accuracy, Double macroF1,
        Double trainingLoss, Spent spent) {
    private static final Spent UNKNOWN = new Spent(0, 0, 0);

    public EpochScore {
        if (attempt < 1 || epoch < 1) {
            throw new IllegalArgumentException("attempt and epoch count from 1, not " + attempt + " and " + epoch);
        }
        loss = loss != null && Double.isFinite(loss) ? loss : null;
    }

    public EpochScore(int attempt, int epoch, String checkpoint, Double loss, double accuracy) {
        this(attempt, epoch, checkpoint, loss, accuracy, null, null, UNKNOWN);
    }

    public static EpochScore of(CheckpointEvaluated evaluated) {
        dev.thaw.contract.event.Spent told = evaluated.spent();
        return new EpochScore(evaluated.attempt(), evaluated.epoch(), evaluated.checkpoint(), evaluated.metrics().loss(),
                evaluated.metrics().accuracy(), evaluated.metrics().macroF1(), evaluated.trainingLoss(),
                told == null ? UNKNOWN : new Spent(told.stageSeconds(), told.runSeconds(), told.runEpochs()));
    }

    /** As the library's rules take it. */
    StageHistory.Entry entry() {
        return new StageHistory.Entry(epoch, checkpoint, new ValidationScore(number(loss), accuracy, number(macroF1)),
                number(trainingLoss), spent);
    }

    /** As the evidence of a signal tells it. */
    public EpochMetric evidence() {
        return new EpochMetric(epoch, loss, accuracy, macroF1, trainingLoss);
    }

    private static double number(Double value) {
        return value == null ? Double.NaN : value;
    }
}
