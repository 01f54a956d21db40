package dev.thaw.contract.event;

import java.time.Instant;

/**
 * The present state of a run, on a compacted topic.
 *
 * @param sequence epoch milliseconds when it was written; between states that nothing else tells apart the highest counts, see
 *        {@link #supersedes}
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
        Check.atLeast("attempt", attempt, 0);
        Check.present("at", at);
    }

    /**
     * Whether this state counts and not the other, whichever was read first. Clocks jump, and a trainer that has lost its run may
     * still speak: so what ends a run for good counts before all else, then the later attempt, then what comes later in a run's
     * life, and the time only then.
     */
    public boolean supersedes(RunState other) {
        if (standing() != other.standing()) {
            return standing() > other.standing();
        }
        int phase = Math.min(state.ordinal(), State.PROMOTED.ordinal());
        int otherPhase = Math.min(other.state.ordinal(), State.PROMOTED.ordinal());
        return phase == otherPhase ? sequence >= other.sequence : phase > otherPhase;
    }

    /** The attempt; above all of them for what is final whoever trains: a decision, a person's order. */
    private int standing() {
        return switch (state) {
            case PROMOTED, REFUSED, CANCELLED -> Integer.MAX_VALUE;
            case QUEUED, TRAINING, JUDGING, FAILED -> attempt;
        };
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
