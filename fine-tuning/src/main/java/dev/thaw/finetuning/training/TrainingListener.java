package dev.thaw.finetuning.training;

/** Told what a training does, on its thread: be quick. */
public interface TrainingListener {

    TrainingListener SILENT = new TrainingListener() {
    };

    /** After each batch of images, whatever the phase. */
    default void progress(Progress progress) {
    }

    default void stageBegun(PreparedStage stage) {
    }

    default void stageEnded(StageOutcome outcome) {
    }

    /** An order to stop was carried out; told before the end of its stage is. A cancellation is not told: it throws. */
    default void obeyed(Obedience obedience) {
    }

    /** Something noteworthy, for people. */
    default void message(String text) {
    }

    /** What a training is busy with. */
    enum Phase {
        FEATURES,
        TRAINING,
        WAITING_FOR_EVALUATION
    }

    /**
     * @param stageIndex from 0
     * @param epoch from 1; 0 while features are computed
     * @param step batches done of the epoch, or images done of the features
     * @param imagesPerSecond of the present epoch or phase
     * @param loss mean over the epoch so far, with penalties; NaN where there is none
     * @param etaSeconds to the end of the stage's last epoch if nothing stops it; NaN if unknown
     */
    record Progress(Phase phase, String stage, int stageIndex, int epoch, int epochs, int step, int steps, double imagesPerSecond,
            double loss, double etaSeconds) {
    }
}
