package dev.thaw.contract.event;

/**
 * A candidate's test metrics, scored once.
 *
 * @param model the prefix of the exported model's objects, {@code models/<data set>/<version>/}
 * @param version of the model
 */
public record CandidateEvaluated(String dataset, String run, int attempt, String checkpoint, Metrics metrics, int version,
        String model, double seconds) implements Event {

    public CandidateEvaluated {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.present("metrics", metrics);
        Check.prefix("checkpoint", checkpoint, "runs/" + run + "/");
        Check.prefix("model", model, "models/" + dataset + "/");
        Check.finite("seconds", seconds);
    }

    @Override
    public String id() {
        return run + "/candidate/evaluated";
    }

    @Override
    public String key() {
        return run;
    }
}
