package dev.thaw.contract.event;

/**
 * A checkpoint's validation metrics, and which is the best of its stage so far.
 *
 * @param bestEpoch the best epoch of the stage so far, from 1; 0 while none had a finite loss
 * @param bestCheckpoint its prefix, or null
 * @param trainingLoss the checkpoint's loss on a sample of the training images, measured as that on the validation split; null
 *        unless the plan limits the gap between the two
 * @param spent as the checkpoint told it, or null
 * @param signal the id of the stop signal that this score, or one before it, leads to in this stage; null while it may go on
 */
public record CheckpointEvaluated(String dataset, String run, int attempt, String checkpoint, String stage, int stageIndex,
        int epoch, Metrics metrics, int bestEpoch, String bestCheckpoint, double seconds, Double trainingLoss, Spent spent,
        String signal) implements Event {

    public CheckpointEvaluated(String dataset, String run, int attempt, String checkpoint, String stage, int stageIndex,
            int epoch, Metrics metrics, int bestEpoch, String bestCheckpoint, double seconds) {
        this(dataset, run, attempt, checkpoint, stage, stageIndex, epoch, metrics, bestEpoch, bestCheckpoint, seconds, null, null,
                null);
    }

    public CheckpointEvaluated {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.prefix("checkpoint", checkpoint, "runs/" + run + "/");
        if (bestCheckpoint != null) {
            Check.prefix("bestCheckpoint", bestCheckpoint, "runs/" + run + "/");
        }
        Check.finite("seconds", seconds);
        Check.present("metrics", metrics);
    }

    @Override
    public String id() {
        return run + "/" + attempt + "/" + stageIndex + "-" + epoch + "/evaluated";
    }

    @Override
    public String key() {
        return run;
    }
}
