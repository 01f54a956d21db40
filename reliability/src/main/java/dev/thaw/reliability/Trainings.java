package dev.thaw.reliability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformConnection;

/** Asks for trainings and waits for their end, however often the broker goes away meanwhile. */
final class Trainings {
    private final PlatformConnection platform;
    private final String dataset;

    Trainings(PlatformConnection platform, String dataset) {
        this.platform = platform;
        this.dataset = dataset;
    }

    void ask(String run) throws IOException, InterruptedException {
        Patience.until("asking for the run " + run, () -> {
            platform.writer().write(new TrainingAsked(dataset, run, "to be disturbed"));
            return null;
        });
    }

    /** @return the state it ended in */
    RunState awaitEnd(String run) throws IOException, InterruptedException {
        return Patience.until("waiting for the run " + run, () -> {
            RunState state = state(run);
            if (state == null || !state.state().ended()) {
                throw new IOException("it is " + (state == null ? "not begun" : state.state()));
            }
            return state;
        });
    }

    /** @return null if nothing was said of it yet */
    RunState state(String run) {
        List<RunState> states = new ArrayList<>();
        try (EventReader reader = platform.reader(Topic.RUNS)) {
            reader.readToEnd(received -> {
                if (received.event() instanceof RunState state && state.run().equals(run)
                        && (states.isEmpty() || state.supersedes(states.get(states.size() - 1)))) {
                    states.add(state);
                }
            });
        }
        return states.isEmpty() ? null : states.get(states.size() - 1);
    }
}
