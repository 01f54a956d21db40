package dev.thaw.trainer;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.service.EventPublisher;

/** Says where a run is, each time later than before, however the clock is set. */
final class RunStates {
    private final EventPublisher publisher;
    private final Clock clock;
    private final TrainerMetrics metrics;
    private long lastSequence;

    RunStates(EventPublisher publisher, Clock clock, TrainerMetrics metrics) {
        this.publisher = publisher;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Returns when the broker has it. @param detail for people, or null */
    void tell(TrainingRequested request, RunState.State state, int attempt, String stage, String detail)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        publisher.publishAndWait(new RunState(request.dataset(), request.run(), state, attempt, stage, detail,
                sequence(now.toEpochMilli()), now));
        if (state != RunState.State.TRAINING) {
            metrics.ended(state);
        }
    }

    private synchronized long sequence(long now) {
        lastSequence = Math.max(now, lastSequence + 1);
        return lastSequence;
    }
}
