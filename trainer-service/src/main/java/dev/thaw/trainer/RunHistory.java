package dev.thaw.trainer;

import java.util.Optional;

import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.service.EventReaders;

/** What the topics say about a run before it is taken up: a request may come again after its run has ended, or after somebody cancelled it. */
final class RunHistory {
    private final String run;
    private RunState state;
    private CandidateReady candidate;
    private TrainingSignal cancellation;

    RunHistory(String run) {
        this.run = run;
    }

    /** Reads all there is now. */
    static RunHistory read(String run, EventReaders readers) {
        RunHistory history = new RunHistory(run);
        try (EventReader reader = readers.openFor(run, Topic.RUNS, Topic.TRAINING_CHECKPOINTS,
                Topic.TRAINING_SIGNALS)) {
            reader.readToEnd((Received received) -> history.add(received.event()));
        }
        return history;
    }

    void add(Event event) {
        if (event instanceof RunState told && told.run().equals(run)) {
            if (state == null || told.supersedes(state)) {
                state = told;
            }
        } else if (event instanceof CandidateReady ready && ready.run().equals(run)) {
            candidate = candidate == null || ready.attempt() >= candidate.attempt() ? ready : candidate;
        } else if (event instanceof TrainingSignal signal && signal.run().equals(run)
                && signal.action() == TrainingSignal.Action.CANCEL) {
            cancellation = signal;
        }
    }

    /** Whether it ended one way or another. */
    boolean ended() {
        return state != null && state.state().ended();
    }

    /** The candidate of the latest attempt that has handed one in; it counts only if no later one holds the run. */
    Optional<CandidateReady> candidate() {
        return Optional.ofNullable(candidate);
    }

    Optional<TrainingSignal> cancellation() {
        return Optional.ofNullable(cancellation);
    }
}
