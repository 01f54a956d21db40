package dev.thaw.platform.run;

import java.time.Duration;
import java.util.Optional;

import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;

/** Reads along what the topics tell of a run, shows it, and returns when it has ended. */
public final class RunFollower {
    /** Every topic that tells of runs. */
    public static final Topic[] TOPICS = {Topic.TRAINING_REQUESTS, Topic.TRAINING_PROGRESS, Topic.TRAINING_CHECKPOINTS,
            Topic.TRAINING_SIGNALS, Topic.EVALUATION_METRICS, Topic.MODELS_DECISIONS, Topic.RUNS};
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Console console;
    private final RunHistory history;
    private TrainingProgress.Phase phase;
    private int attempt = 1;
    private String message;
    private Long trainedAt;

    public RunFollower(String run, Console console) {
        this.history = new RunHistory(run);
        this.console = console;
    }

    /** @param reader of {@link #TOPICS} */
    public RunHistory follow(EventReader reader) {
        long heard = System.nanoTime();
        while (!history.ended()) {
            for (Received received : reader.poll(Duration.ofMillis(200))) {
                if (history.add(received.event())) {
                    heard = System.nanoTime();
                    show(received.event());
                }
            }
            if (System.nanoTime() - heard > SILENCE.toNanos()) {
                heard = System.nanoTime();
                console.line("nothing was heard of run " + history.run() + " for " + SILENCE.toSeconds() + " s; still waiting");
            }
        }
        console.clearStatus();
        return history;
    }

    /** Follows a run from its beginning to its end. */
    public static RunHistory follow(PlatformConnection platform, String run, Console console) {
        try (EventReader reader = platform.reader(TOPICS)) {
            return new RunFollower(run, console).follow(reader);
        }
    }

    /** When the candidate was handed in, by {@link System#nanoTime()}. */
    Optional<Long> trainedAt() {
        return Optional.ofNullable(trainedAt);
    }

    private void show(Event event) {
        if (event instanceof CandidateReady) {
            trainedAt = System.nanoTime();
        }
        if (event instanceof TrainingProgress progress) {
            show(progress);
        } else if (!(event instanceof CheckpointSaved)) {
            // that a checkpoint was saved is told by its judgement, and takes no line of its own
            console.line("  " + EventText.of(event));
        }
    }

    private void show(TrainingProgress progress) {
        if (progress.attempt() > attempt) {
            attempt = progress.attempt();
            console.line("  attempt " + attempt + " takes the run up from its last checkpoint");
        }
        boolean news = progress.message() != null && !progress.message().equals(message);
        boolean other = progress.phase() != phase && progress.phase() != TrainingProgress.Phase.WAITING_FOR_EVALUATION;
        message = progress.message();
        phase = progress.phase();
        console.status("  " + EventText.progress(progress));
        if (news || other && !console.terminal()) {
            console.line("  " + EventText.progress(progress));
        }
    }
}
