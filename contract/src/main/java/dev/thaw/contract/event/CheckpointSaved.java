package dev.thaw.contract.event;

/**
 * A durable checkpoint is in the bucket.
 *
 * @param checkpoint the prefix of its objects, {@code runs/<run>/<attempt>/<stage>-<epoch>/}
 * @param stage the stage's name
 * @param stageIndex from 0
 * @param epoch epochs of the stage that are done, from 1
 * @param trainingLoss mean loss of the epoch, with penalties; null if it is not finite
 * @param manifest the object key of the manifest
 * @param base the base model
 * @param plan the plan as YAML, complete
 * @param spent time and epochs used so far; null from a writer that does not measure it
 * @param start the model whose weights the run starts from; null: the base's, with a fresh head
 */
public record CheckpointSaved(String dataset, String run, int attempt, String checkpoint, String stage, int stageIndex,
        int epoch, Double trainingLoss, String manifest, BaseModel base, String plan, Spent spent,
        WarmStart start) implements Event {

    public CheckpointSaved(String dataset, String run, int attempt, String checkpoint, String stage, int stageIndex, int epoch,
            Double trainingLoss, String manifest, BaseModel base, String plan) {
        this(dataset, run, attempt, checkpoint, stage, stageIndex, epoch, trainingLoss, manifest, base, plan, null);
    }

    public CheckpointSaved(String dataset, String run, int attempt, String checkpoint, String stage, int stageIndex, int epoch,
            Double trainingLoss, String manifest, BaseModel base, String plan, Spent spent) {
        this(dataset, run, attempt, checkpoint, stage, stageIndex, epoch, trainingLoss, manifest, base, plan, spent, null);
    }

    public CheckpointSaved {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.atLeast("attempt", attempt, 1);
        Check.prefix("checkpoint", checkpoint, "runs/" + run + "/");
        Check.line("stage", stage);
        Check.atLeast("stageIndex", stageIndex, 0);
        Check.atLeast("epoch", epoch, 1);
        Check.finite("trainingLoss", trainingLoss);
        Check.object("manifest", manifest, "manifests/" + dataset + "/");
        Check.present("base", base);
        Check.present("plan", plan);
    }

    @Override
    public String id() {
        return run + "/" + attempt + "/" + stageIndex + "-" + epoch;
    }

    @Override
    public String key() {
        return run;
    }
}
