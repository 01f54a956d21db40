package dev.thaw.contract.event;

/**
 * A candidate was promoted or refused, or an older model made champion again.
 *
 * @param reason for people, with the figures
 * @param gate the gate that refused it, or null
 * @param version the model decided upon
 * @param model the prefix of its objects
 * @param champion the number of the champion pointer in force after the decision; 0 if there is none
 * @param candidateAccuracy on the test split
 * @param championAccuracy of the champion before, on the same images; null if there was none
 */
public record ModelDecided(String dataset, String run, Outcome outcome, String reason, String gate, int version, String model,
        int champion, Double candidateAccuracy, Double championAccuracy) implements Event {

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
    }

    @Override
    public String id() {
        return run + "/decided";
    }

    @Override
    public String key() {
        return dataset;
    }
}
