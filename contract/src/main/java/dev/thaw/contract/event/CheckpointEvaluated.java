package dev.thaw.contract.event;

/**
 * A checkpoint's validation metrics, and which is the best of its stage so far.
 *
 * @param bestEpoch the best epoch of the stage so far, from 1; 0 while none had a finite loss
 * @param bestCheckpoint its prefix, or null
 */
public record CheckpointEvaluated(String dataset, String run, int attempt, String checkpoint, String stage, int stageIndex,
        int epoch, Metrics metrics, int bestEpoch, String bestCheckpoint, double seconds) implements Event {

    public CheckpointEvaluated {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.present("checkpoint", checkpoint);
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
