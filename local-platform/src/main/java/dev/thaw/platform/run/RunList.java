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
import dev.thaw.platform.connection.PlatformConnection;

/** The present state of every run, as the topics tell it. */
public final class RunList {
    /** A trainer at work says where it is every few seconds: older progress tells nothing of now. */
    private static final Duration RECENT = Duration.ofMinutes(10);
    /** Clocks of different machines differ. */
    private static final Duration MARGIN = Duration.ofDays(1);

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
        RunHistory history = new RunHistory(run);
        long[] first = {Long.MAX_VALUE};
        try (EventReader reader = platform.reader(Topic.RUNS, Topic.TRAINING_REQUESTS)) {
            reader.readToEnd(received -> {
                if (history.add(received.event()) && received.topic() == Topic.TRAINING_REQUESTS) {
                    first[0] = Math.min(first[0], received.timestamp());
                }
            });
        }
        if (first[0] < Long.MAX_VALUE) {
            return Optional.of(Instant.ofEpochMilli(first[0]).minus(MARGIN));
        }
        return history.state().map(state -> Instant.EPOCH);
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
        long now = Instant.now().toEpochMilli();
        long first = runs.all().stream().filter(run -> !run.state().map(state -> state.state().ended()).orElse(true))
                .mapToLong(run -> requested.getOrDefault(run.run(), now)).min().orElse(now);
        return Instant.ofEpochMilli(first).minus(MARGIN);
    }
}
