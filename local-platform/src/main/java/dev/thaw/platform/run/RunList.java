package dev.thaw.platform.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.RunBeginning;
import dev.thaw.platform.connection.PlatformConnection;

/** The present state of every run, as the topics tell it. */
public final class RunList {
    /** A trainer at work says where it is every few seconds: older progress tells nothing of now. */
    private static final Duration RECENT = Duration.ofMinutes(10);

    private RunList() {
    }

    /** By the time of their last change, the oldest first. */
    public static List<RunRow> read(PlatformConnection platform) {
        RunHistories runs = new RunHistories();
        try (EventReader reader = platform.reader(Topic.RUNS, Topic.TRAINING_REQUESTS, Topic.EVALUATION_METRICS,
                Topic.TRAINING_CHECKPOINTS, Topic.MODELS_DECISIONS);
                EventReader progress = platform.reader(Instant.now().minus(RECENT), Topic.TRAINING_PROGRESS)) {
            reader.readToEnd(received -> runs.add(received.event()));
            progress.readToEnd(received -> runs.add(received.event()));
        }
        return runs.all().stream().flatMap(run -> RunRow.of(run).stream())
                .sorted(Comparator.comparing(RunRow::at).thenComparing(RunRow::run)).toList();
    }

    public static Optional<RunState> find(PlatformConnection platform, String run) {
        RunHistory history = new RunHistory(run);
        try (EventReader reader = platform.reader(Topic.RUNS)) {
            reader.readToEnd(received -> history.add(received.event()));
        }
        return history.state();
    }

    /** Since when something can have been said about a run; empty if nobody asked for it. */
    public static Optional<Instant> begun(PlatformConnection platform, String run) {
        try (EventReader requests = platform.reader(Topic.TRAINING_REQUESTS)) {
            return RunBeginning.of(run, requests).or(() -> find(platform, run).map(state -> Instant.EPOCH));
        }
    }

    /** Since when something can have been said about the runs that have not ended; a day ago if there are none. */
    public static Instant presentBegun(PlatformConnection platform) {
        RunHistories runs = new RunHistories();
        Map<String, Long> requested = new HashMap<>();
        try (EventReader reader = platform.reader(Topic.RUNS, Topic.TRAINING_REQUESTS)) {
            reader.readToEnd(received -> {
                runs.add(received.event());
                if (received.event() instanceof TrainingRequested request) {
                    requested.merge(request.run(), received.timestamp(), Math::min);
                }
            });
        }
        long now = System.currentTimeMillis();
        long first = runs.all().stream().filter(run -> !run.state().map(state -> state.state().ended()).orElse(true))
                .mapToLong(run -> requested.getOrDefault(run.run(), now)).min().orElse(now);
        return RunBeginning.before(first);
    }
}
