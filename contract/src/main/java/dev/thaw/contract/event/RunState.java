package dev.thaw.contract.event;

import java.time.Instant;

/**
 * The present state of a run, on a compacted topic.
 *
 * @param sequence epoch milliseconds when it was written; the highest counts
 * @param detail for people: why it failed, what was decided; or null
 */
public record RunState(String dataset, String run, State state, int attempt, String stage, String detail, long sequence,
        Instant at) implements Event {

    /** A run's life: QUEUED, TRAINING, JUDGING, then one of PROMOTED, REFUSED, FAILED, CANCELLED. */
    public enum State {
        QUEUED,
        TRAINING,
        JUDGING,
        PROMOTED,
        REFUSED,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return ordinal() >= PROMOTED.ordinal();
        }
    }

    public RunState {
        Check.name("dataset", dataset);
        Check.name("run", run);
        Check.present("state", state);
        Check.present("at", at);
    }

    @Override
    public String id() {
        return run + "/" + attempt + "/" + state + "/" + sequence;
    }

    @Override
    public String key() {
        return run;
    }
}
