package dev.thaw.platform.run;

import java.util.Optional;

import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingRequested;

/** What the topics have told of one run so far, put together; events of other runs change nothing. */
public final class RunHistory {
    private final String run;
    private TrainingRequested request;
    private CandidateReady candidate;
    private CandidateEvaluated test;
    private ModelDecided decision;
    private RunState state;

    public RunHistory(String run) {
        this.run = run;
    }

    public String run() {
        return run;
    }

    /** @return true if the event is one of this run */
    public boolean add(Event event) {
        Optional<String> of = RunOf.event(event);
        if (of.isEmpty() || !of.get().equals(run)) {
            return false;
        }
        if (event instanceof TrainingRequested requested) {
            request = requested;
        } else if (event instanceof CandidateReady ready) {
            // a later attempt may hand in its own
            candidate = candidate == null || ready.attempt() >= candidate.attempt() ? ready : candidate;
        } else if (event instanceof CandidateEvaluated evaluated) {
            test = evaluated;
        } else if (event instanceof ModelDecided decided && !decided.byHand()) {
            decision = decided;
        } else if (event instanceof RunState told && (state == null || told.supersedes(state))) {
            state = told;
        }
        return true;
    }

    /** True if nothing more will come that matters. The topics are read at different speeds: the end may be told before its cause. */
    public boolean ended() {
        if (state == null || !state.state().ended()) {
            return false;
        }
        return !decided() || request != null && candidate != null && test != null && decision != null;
    }

    /** True if the run ended with a decision about its candidate. */
    public boolean decided() {
        return state != null && (state.state() == RunState.State.PROMOTED || state.state() == RunState.State.REFUSED);
    }

    public Optional<TrainingRequested> request() {
        return Optional.ofNullable(request);
    }

    public Optional<CandidateReady> candidate() {
        return Optional.ofNullable(candidate);
    }

    public Optional<CandidateEvaluated> test() {
        return Optional.ofNullable(test);
    }

    public Optional<ModelDecided> decision() {
        return Optional.ofNullable(decision);
    }

    public Optional<RunState> state() {
        return Optional.ofNullable(state);
    }
}
