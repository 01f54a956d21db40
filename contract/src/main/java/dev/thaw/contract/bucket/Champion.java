package dev.thaw.contract.bucket;

import java.time.Instant;

import dev.thaw.contract.event.ModelDecided.Outcome;

/**
 * The object at {@code champions/<data set>/<number>.json}: the model that is in use since then. The highest number counts.
 *
 * @param version of the model
 * @param model the prefix of its objects
 * @param run that made the model
 * @param outcome how it came here: PROMOTED; ROLLED_BACK to it; REFUSED: the one in use before was withdrawn
 * @param request the id of the {@link dev.thaw.contract.event.DecisionAsked} that it answers; null where the gates decided
 */
public record Champion(String dataset, int number, int version, String model, String run, Instant since, Outcome outcome,
        String request) {

    public Champion {
        outcome = outcome == null ? Outcome.PROMOTED : outcome;
    }

    /** Promoted by the gates. */
    public Champion(String dataset, int number, int version, String model, String run, Instant since) {
        this(dataset, number, version, model, run, since, Outcome.PROMOTED, null);
    }
}
