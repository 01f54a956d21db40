package dev.thaw.contract.event;

import java.time.Instant;
import java.util.List;

/**
 * Why a run of a data set started, or did not. Published when the outcome changes or another condition decides, not for each image.
 *
 * @param number rises by one with each that is published of the data set, from 1
 * @param run the run that started, or that waits for its turn; null if there is none
 * @param reason for people, with the figures
 * @param images how many the data set had
 * @param newImages how many of them came after the last run was requested
 * @param conditions all that were looked at
 */
public record TrainingConsidered(String dataset, int number, Outcome outcome, String run, String reason, int images,
        int newImages, List<TrainingCondition> conditions, Instant at) implements Event {

    /** STARTED: a run was requested. HELD: something wants a run, something else forbids it for now. WAITING: nothing wants one. */
    public enum Outcome {
        STARTED,
        HELD,
        WAITING
    }

    public TrainingConsidered {
        Check.name("dataset", dataset);
        Check.atLeast("number", number, 1);
        Check.present("outcome", outcome);
        if (run != null) {
            Check.name("run", run);
        }
        Check.present("reason", reason);
        Check.present("at", at);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @Override
    public String id() {
        return dataset + "/considered/" + number;
    }

    @Override
    public String key() {
        return dataset;
    }
}
