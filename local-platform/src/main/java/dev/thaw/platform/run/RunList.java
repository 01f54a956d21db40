package dev.thaw.platform.run;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformConnection;

/** The present state of every run, from the compacted topic of runs. */
public final class RunList {

    private RunList() {
    }

    /** By the time of their last change, the oldest first. */
    public static List<RunState> read(PlatformConnection platform) {
        Map<String, RunState> states = new LinkedHashMap<>();
        try (EventReader reader = platform.reader(Topic.RUNS)) {
            reader.readToEnd(received -> {
                RunState state = (RunState) received.event();
                states.merge(state.run(), state, (old, told) -> told.supersedes(old) ? told : old);
            });
        }
        return states.values().stream().sorted(Comparator.comparing(RunState::at)).toList();
    }

    public static Optional<RunState> find(PlatformConnection platform, String run) {
        return read(platform).stream().filter(state -> state.run().equals(run)).findFirst();
    }
}
