package dev.thaw.trainer;

import java.time.Duration;
import java.time.Instant;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.service.EventReaders;

/** Since when something can have been said about a run, so that nobody has to read what a platform said in the months before. */
final class RunBeginning {
    /** Clocks of different machines differ; reading a day more costs little. */
    private static final Duration MARGIN = Duration.ofDays(1);
    private final String run;
    private long earliest = Long.MAX_VALUE;

    private RunBeginning(String run) {
        this.run = run;
    }

    /** A day before the run was first requested; the beginning of time if no request of it is there. */
    static Instant of(String run, EventReaders readers) {
        RunBeginning beginning = new RunBeginning(run);
        try (EventReader reader = readers.open(Topic.TRAINING_REQUESTS)) {
            reader.readToEnd(beginning::look);
        }
        return beginning.earliest == Long.MAX_VALUE
                ? Instant.EPOCH
                : Instant.ofEpochMilli(beginning.earliest).minus(MARGIN);
    }

    private void look(Received received) {
        if (received.event() instanceof TrainingRequested request && request.run().equals(run)) {
            earliest = Math.min(earliest, received.timestamp());
        }
    }
}
