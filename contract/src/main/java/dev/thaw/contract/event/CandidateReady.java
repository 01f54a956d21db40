package dev.thaw.contract.event;

import java.util.List;

/**
 * A run's training is over; its best checkpoint is the candidate.
 *
 * @param checkpoint the prefix of the candidate's objects
 * @param seconds how long the attempt trained
 * @param bankHits activations found in the feature bank
 * @param bankMisses activations that had to be computed
 */
public record CandidateReady(String dataset, String run, int attempt, String checkpoint, String manifest, BaseModel base,
        String plan, List<StageReport> stages, double seconds, long bankHits, long bankMisses) implements Event {

    public CandidateReady {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.atLeast("attempt", attempt, 1);
        Check.present("checkpoint", checkpoint);
        Check.present("manifest", manifest);
        Check.present("base", base);
        Check.present("plan", plan);
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
