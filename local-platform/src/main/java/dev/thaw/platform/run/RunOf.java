package dev.thaw.platform.run;

import java.util.Optional;

import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.SignalAnswered;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;

/** Which run an event is about. */
final class RunOf {

    private RunOf() {
    }

    /** @return empty for events about data sets and images */
    static Optional<String> event(Event event) {
        if (event instanceof TrainingAsked of) {
            return Optional.of(of.run());
        } else if (event instanceof TrainingRequested of) {
            return Optional.of(of.run());
        } else if (event instanceof TrainingProgress of) {
            return Optional.of(of.run());
        } else if (event instanceof CheckpointSaved of) {
            return Optional.of(of.run());
        } else if (event instanceof CandidateReady of) {
            return Optional.of(of.run());
        } else if (event instanceof TrainingSignal of) {
            return Optional.of(of.run());
        } else if (event instanceof SignalAnswered of) {
            return Optional.of(of.run());
        } else if (event instanceof CheckpointEvaluated of) {
            return Optional.of(of.run());
        } else if (event instanceof CandidateEvaluated of) {
            return Optional.of(of.run());
        } else if (event instanceof ModelDecided of) {
            return Optional.of(of.run());
        } else if (event instanceof RunState of) {
            return Optional.of(of.run());
        }
        return Optional.empty();
    }
}
