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
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Glyphs;

/**
 * Reads along what the topics tell of a run, shows it, and returns when it has ended: on a terminal as a panel that changes, elsewhere
 * line by line.
 */
public final class RunFollower {
    /** Every topic that tells of runs. */
    public static final Topic[] TOPICS = {Topic.TRAINING_REQUESTS, Topic.TRAINING_PROGRESS, Topic.TRAINING_CHECKPOINTS,
            Topic.TRAINING_SIGNALS, Topic.EVALUATION_METRICS, Topic.MODELS_DECISIONS, Topic.RUNS};
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Console console;
    private final RunHistory history;
    private final RunPanel panel = new RunPanel(Glyphs.ofThisProcess());
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
        Timeline<Event> past = new Timeline<>();
        reader.readToEnd(received -> {
            if (history.add(received.event())) {
                past.add(received.timestamp(), received.event());
            }
        });
        past.tell(this::show);
        if (history.state().isPresent()) {
            showPanel();
        }
        long heard = System.nanoTime();
        while (!history.ended()) {
            boolean news = false;
            for (Received received : reader.poll(Duration.ofMillis(200))) {
                if (history.add(received.event())) {
                    news = true;
                    show(received.event());
                }
            }
            if (news) {
                heard = System.nanoTime();
                showPanel();
            }
            if (System.nanoTime() - heard > SILENCE.toNanos()) {
                heard = System.nanoTime();
                console.line("nothing was heard of run " + history.run() + " for " + SILENCE.toSeconds() + " s; still waiting");
            }
        }
        console.keepStatus();
        return history;
    }

    /** When the candidate was handed in, by {@link System#nanoTime()}. */
    Optional<Long> trainedAt() {
        return Optional.ofNullable(trainedAt);
    }

    private void showPanel() {
        console.status(panel.lines(history, console.size().columns()));
    }

    private void show(Event event) {
        if (event instanceof CandidateReady) {
            trainedAt = System.nanoTime();
        }
        if (event instanceof TrainingProgress progress) {
            show(progress);
        } else if (!console.terminal() && !(event instanceof CheckpointSaved)) {
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
        if (console.terminal()) {
            if (news) {
                console.line("  " + message);
            }
        } else if (news || other) {
            console.line("  " + EventText.progress(progress));
        }
    }
}
