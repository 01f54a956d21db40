package dev.thaw.contract.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingRequested;

/** Since when something can have been said about a run, so that nobody has to read what a platform said in the months before. */
public final class RunBeginning {
    /** Clocks of different machines differ; reading a day more costs little. */
    private static final Duration MARGIN = Duration.ofDays(1);
    private final String run;
    private OptionalLong earliest = OptionalLong.empty();

    private RunBeginning(String run) {
        this.run = run;
    }

    /**
     * A day before the run was first asked for or requested.
     *
     * @param requests at the beginning of {@code training.requests}; it is read to its end
     * @return empty if nobody asked for the run
     */
    public static Optional<Instant> of(String run, EventReader requests) {
        RunBeginning beginning = new RunBeginning(run);
        requests.readToEnd(beginning::look);
        return beginning.earliest.isPresent()
                ? Optional.of(before(beginning.earliest.getAsLong()))
                : Optional.empty();
    }

    /** Since when something can have been said about what was requested then, in epoch milliseconds. */
    public static Instant before(long requested) {
        return Instant.ofEpochMilli(requested).minus(MARGIN);
    }

    private void look(Received received) {
        boolean about = received.event() instanceof TrainingRequested request && request.run().equals(run)
                || received.event() instanceof TrainingAsked ask && ask.run().equals(run);
        if (about) {
            earliest = OptionalLong.of(Math.min(earliest.orElse(Long.MAX_VALUE), received.timestamp()));
        }
    }
}
