package dev.thaw.contract.event;

/**
 * Somebody wants a data set trained as it is now: ingest answers with a manifest and a {@link TrainingRequested}.
 *
 * @param run the run's name, chosen by who asks: letters, digits, '-', '_' and '.'
 * @param reason for people
 */
public record TrainingAsked(String dataset, String run, String reason) implements Event {

    public TrainingAsked {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.present("reason", reason);
    }

    @Override
    public String id() {
        return run + "/asked";
    }

    @Override
    public String key() {
        return dataset;
    }
}
