package dev.thaw.finetuning.plan;

/**
 * What decides on the best epoch of a stage and on its end, always on the validation split; the patience is each stage's own. Every rule
 * looks at an epoch when its checkpoint is scored. A limit of 0 is none.
 *
 * @param minDelta an epoch is better only if it improves the metric by more than this
 * @param target the run ends with the first epoch whose metric is as good as this or better
 * @param gap a stage ends when the validation loss is above the training loss by more than this
 * @param gapEpochs in so many epochs in a row, at least 1
 * @param stageSeconds a stage ends with the first epoch that ends after so many seconds
 * @param runSeconds the run ends with the first epoch that ends after so many seconds of all its stages
 * @param runEpochs the run ends after so many epochs of all its stages
 */
public record EarlyStoppingPlan(Metric metric, double minDelta, double target, double gap, int gapEpochs, double stageSeconds,
        double runSeconds, int runEpochs) {
    static final int GAP_EPOCHS = 3;

    /** LOSS: lower is better. ACCURACY, MACRO_F1: higher is better. */
    public enum Metric {
        LOSS,
        ACCURACY,
        MACRO_F1;

        /** As people call it. */
        public String title() {
            return switch (this) {
                case LOSS -> "loss";
                case ACCURACY -> "accuracy";
                case MACRO_F1 -> "macro F1";
            };
        }

        public double of(ValidationScore score) {
            return switch (this) {
                case LOSS -> score.loss();
                case ACCURACY -> score.accuracy();
                case MACRO_F1 -> score.macroF1();
            };
        }
    }

    /** Without limits: patience alone ends stages. */
    public EarlyStoppingPlan(Metric metric, double minDelta) {
        this(metric, minDelta, 0, 0, GAP_EPOCHS, 0, 0, 0);
    }

    /**
     * Whether a score beats another by more than {@code minDelta}; a loss that is not finite never does. One that reaches the target
     * beats every one that does not, by however little.
     */
    public boolean better(ValidationScore score, ValidationScore best) {
        if (!Double.isFinite(score.loss())) {
            return false;
        }
        if (!Double.isFinite(best.loss())) {
            return true;
        }
        if (reached(score) != reached(best)) {
            return reached(score);
        }
        return metric == Metric.LOSS
                ? score.loss() < best.loss() - minDelta
                : metric.of(score) > metric.of(best) + minDelta;
    }

    /** Whether a score is at the target or beyond; never without a target, or where the loss is not finite. */
    public boolean reached(ValidationScore score) {
        if (target == 0 || !Double.isFinite(score.loss())) {
            return false;
        }
        return metric == Metric.LOSS ? score.loss() <= target : metric.of(score) >= target;
    }
}
