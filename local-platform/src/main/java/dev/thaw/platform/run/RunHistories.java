package dev.thaw.platform.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.event.Event;

/** What the topics have told of every run so far. */
public final class RunHistories {
    private final Map<String, RunHistory> runs = new LinkedHashMap<>();

    /** @return the run that the event is about, if it is about one */
    public Optional<RunHistory> add(Event event) {
        Optional<RunHistory> history = RunOf.event(event)
                .map(run -> runs.computeIfAbsent(run, RunHistory::new));
        history.ifPresent(run -> run.add(event));
        return history;
    }

    Optional<RunHistory> find(String run) {
        return Optional.ofNullable(runs.get(run));
    }

    /** In the order in which they were first heard of. */
    public Collection<RunHistory> all() {
        return runs.values();
    }
}
