package dev.thaw.evaluator.runs;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

import dev.thaw.contract.event.RunState;
import dev.thaw.service.EventPublisher;

/** Publishes the states of runs that the evaluator answers for, each later than the one before. */
public final class RunStates {
    private final EventPublisher events;
    private final Clock clock;
    private long lastSequence;

    public RunStates(EventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** @param detail for people, or null */
    public synchronized void publish(String dataset, String run, int attempt, RunState.State state, String detail)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        lastSequence = Math.max(now.toEpochMilli(), lastSequence + 1);
        events.publishAndWait(new RunState(dataset, run, state, attempt, null, detail, lastSequence, now));
    }
}
