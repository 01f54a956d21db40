package dev.thaw.contract.event;

/**
 * Train this plan on this manifest.
 *
 * @param run the run's name, unique
 * @param manifest the object key of the manifest
 * @param base the base model
 * @param plan the plan as YAML, or null for the default plan
 * @param reason why: who asked, or which trigger
 * @param start the model whose weights the run starts from; null: the base's, with a fresh head
 */
public record TrainingRequested(String dataset, String run, String manifest, BaseModel base, String plan,
        String reason, WarmStart start) implements Event {

    public TrainingRequested(String dataset, String run, String manifest, BaseModel base, String plan, String reason) {
        this(dataset, run, manifest, base, plan, reason, null);
    }

    public TrainingRequested {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.object("manifest", manifest, "manifests/" + dataset + "/");
        Check.present("base", base);
        Check.present("reason", reason);
    }

    @Override
    public String id() {
        return run + "/requested";
    }

    @Override
    public String key() {
        return dataset;
    }
}
