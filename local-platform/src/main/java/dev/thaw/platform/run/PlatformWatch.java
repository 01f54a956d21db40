package dev.thaw.platform.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Glyphs;
import dev.thaw.platform.console.Timestamp;

/**
 * Shows all that happens on a platform: what is worth a line as a line and, on a terminal, a panel for each run that has not ended. Images
 * are counted, not listed; of progress only what is new takes a line.
 */
public final class PlatformWatch {
    private static final long COUNT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int PANELS_IN_FULL = 2;
    private final Console console;
    private final RunHistories runs = new RunHistories();
    private final RunPanel panel = new RunPanel(Glyphs.ofThisProcess());
    private final ImageTally tally = new ImageTally();
    private long tallied = System.nanoTime();

    public PlatformWatch(Console console) {
        this.console = console;
    }

    /** What was before the watch began: known, but not shown. */
    public void past(Received received) {
        runs.add(received.event());
    }

    /** Shows what comes, without end. */
    public void follow(EventReader reader) {
        while (true) {
            reader.poll(Duration.ofMillis(500)).forEach(this::show);
            refresh();
        }
    }

    /** All that happened so far, in the order of time. Of images, of which there may be millions, only a count is kept. */
    public void showPast(EventReader reader) {
        Timeline<String> lines = new Timeline<>();
        reader.readToEnd(received -> show(received, line -> lines.add(received.timestamp(), line)));
        lines.tell(console::line);
    }

    /** An event, as it comes. */
    public void show(Received received) {
        show(received, console::line);
    }

    private void show(Received received, Consumer<String> lines) {
        Event event = received.event();
        boolean telling = telling(event);
        boolean endedBefore = RunOf.event(event).flatMap(runs::find).map(RunHistory::ended).orElse(false);
        runs.add(event).filter(run -> run.ended() && !endedBefore && console.terminal())
                // its panel goes, its last lines stay
                .ifPresent(run -> panel.lines(run, console.size().columns()).forEach(lines));
        if (telling) {
            lines.accept(Timestamp.of(Instant.ofEpochMilli(received.timestamp())) + " "
                    + RunOf.event(event).map(run -> "run " + run).orElse(event.key()) + ": " + text(event));
        }
    }

    /** Where a run is, its panel shows. */
    private String text(Event event) {
        return console.terminal() && event instanceof TrainingProgress progress ? progress.message() : EventText.of(event);
    }

    /** Counts what takes no line of its own; draws the panels. */
    public void refresh() {
        long now = System.nanoTime();
        if (now - tallied > COUNT_NANOS) {
            tallied = now;
            tally.drain().forEach(line -> console.line(Timestamp.of(Instant.now()) + " " + line));
        }
        if (console.terminal()) {
            console.status(panels(console.size().columns()));
        }
    }

    /** Of the runs that have not ended. */
    List<String> panels(int width) {
        List<RunHistory> open = runs.all().stream().filter(run -> !run.ended() && run.state().isPresent()).toList();
        List<String> lines = new ArrayList<>();
        for (RunHistory run : open) {
            lines.addAll(open.size() <= PANELS_IN_FULL ? panel.lines(run, width) : panel.shortLines(run, width));
        }
        return lines.isEmpty() ? List.of("no run is in progress; Ctrl-C ends the watch") : lines;
    }

    private boolean telling(Event event) {
        if (event instanceof ImageArrived || event instanceof ImageIngested) {
            tally.add(event);
            return false;
        }
        if (event instanceof TrainingProgress progress) {
            return progress.message() != null || !console.terminal() && turns(progress);
        }
        // a checkpoint is told by its judgement, and on a terminal by the curves
        return !(event instanceof CheckpointSaved)
                && !(console.terminal() && event instanceof CheckpointEvaluated);
    }

    /** Whether the run is at something else than before. */
    private boolean turns(TrainingProgress progress) {
        return runs.find(progress.run()).flatMap(RunHistory::progress).stream()
                .noneMatch(known -> known.attempt() == progress.attempt() && known.phase() == progress.phase()
                        && known.stageIndex() == progress.stageIndex());
    }
}
