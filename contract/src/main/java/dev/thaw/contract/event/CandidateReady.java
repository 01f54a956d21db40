package dev.thaw.contract.event;

import java.util.List;

/**
 * A run's training is over; its best checkpoint is the candidate.
 *
 * @param checkpoint the prefix of the candidate's objects
 * @param seconds how long the attempt trained
 * @param bankHits activations found in the feature bank
 * @param bankMisses activations that had to be computed
 * @param start the model whose weights the run starts from; null: the base's, with a fresh head
 */
public record CandidateReady(String dataset, String run, int attempt, String checkpoint, String manifest, BaseModel base,
        String plan, List<StageReport> stages, double seconds, long bankHits, long bankMisses,
        WarmStart start) implements Event {

    public CandidateReady(String dataset, String run, int attempt, String checkpoint, String manifest, BaseModel base,
            String plan, List<StageReport> stages, double seconds, long bankHits, long bankMisses) {
        this(dataset, run, attempt, checkpoint, manifest, base, plan, stages, seconds, bankHits, bankMisses, null);
    }

    public CandidateReady {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.atLeast("attempt", attempt, 1);
        Check.prefix("checkpoint", checkpoint, "runs/" + run + "/");
        Check.object("manifest", manifest, "manifests/" + dataset + "/");
        Check.present("base", base);
        Check.present("plan", plan);
        Check.finite("seconds", seconds);
        stages = List.copyOf(stages);
    }

    @Override
    public String id() {
        return run + "/" + attempt + "/candidate";
    }

    @Override
    public String key() {
        return run;
    }
}
