package dev.thaw.contract.event;

import java.util.List;

/**
 * A candidate was promoted or refused, or a person promoted or withdrew a model, or made an older one champion again.
 *
 * @param run the run that made the model
 * @param reason for people, with the figures
 * @param gate the first gate that refused it, or null
 * @param version the model decided upon
 * @param model the prefix of its objects
 * @param champion the number of the champion pointer in force after the decision; 0 if there is none
 * @param candidateAccuracy on the test split
 * @param championAccuracy of the champion before, on the same images; null if there was none
 * @param championVersion the model version in force after the decision; null if there is none
 * @param request the id of the {@link DecisionAsked} that it answers; null where the gates decided
 * @param by who asked for it; null where the gates decided
 * @param gates what each gate found; empty where a person decided
 * @param comparison with the champion before; null if there was none, or it cannot be compared
 * @param report the object key of the run's report, one HTML page beside the model; null where a person decided, or if it could not be
 *        written
 */
public record ModelDecided(String dataset, String run, Outcome outcome, String reason, String gate, int version, String model,
        int champion, Double candidateAccuracy, Double championAccuracy, Integer championVersion, String request, String by,
        List<GateResult> gates, Comparison comparison, String report) implements Event {

    /** What was decided. */
    public enum Outcome {
        PROMOTED,
        REFUSED,
        ROLLED_BACK
    }

    public ModelDecided {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.present("outcome", outcome);
        Check.present("reason", reason);
        if (model != null) {
            Check.prefix("model", model, "models/" + dataset + "/");
        }
        Check.share("candidateAccuracy", candidateAccuracy);
        Check.share("championAccuracy", championAccuracy);
        gates = gates == null ? List.of() : List.copyOf(gates);
    }

    public ModelDecided(String dataset, String run, Outcome outcome, String reason, String gate, int version, String model,
            int champion, Double candidateAccuracy, Double championAccuracy) {
        this(dataset, run, outcome, reason, gate, version, model, champion, candidateAccuracy, championAccuracy, null, null, null,
                List.of(), null, null);
    }

    public ModelDecided(String dataset, String run, Outcome outcome, String reason, String gate, int version, String model,
            int champion, Double candidateAccuracy, Double championAccuracy, Integer championVersion, String request, String by,
            List<GateResult> gates, Comparison comparison) {
        this(dataset, run, outcome, reason, gate, version, model, champion, candidateAccuracy, championAccuracy, championVersion,
                request, by, gates, comparison, null);
    }

    /** The same decision, with its report. */
    public ModelDecided withReport(String key) {
        return new ModelDecided(dataset, run, outcome, reason, gate, version, model, champion, candidateAccuracy,
                championAccuracy,
                championVersion, request, by, gates, comparison, key);
    }

    /** True if a person decided, not the gates at the end of the run. */
    public boolean byHand() {
        return request != null;
    }

    @Override
    public String id() {
        return byHand() ? request + "/decided" : run + "/decided";
    }

    @Override
    public String key() {
        return dataset;
    }
}
