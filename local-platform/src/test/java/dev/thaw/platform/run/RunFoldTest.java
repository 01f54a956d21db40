package dev.thaw.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.platform.console.Glyphs;

/** What is shown of runs is the sum of their events, whatever order the topics are read in. */
class RunFoldTest {
    private static final RunPanel PANEL = new RunPanel(Glyphs.PLAIN);

    @Test
    void whoReadsTheTopicsInAnotherOrderSeesTheSame() {
        Map<String, List<Object>> straight = shown(RecordedRuns.all());

        for (long seed = 0; seed < 300; seed++) {
            assertThat(shown(interleaved(RecordedRuns.all(), new Random(seed)))).as("seed %d", seed).isEqualTo(straight);
        }
    }

    @Test
    void eventsThatComeTwiceChangeNothing() {
        List<Event> twice = new ArrayList<>();
        RecordedRuns.all().forEach(event -> {
            twice.add(event);
            twice.add(event);
        });

        assertThat(shown(twice)).isEqualTo(shown(RecordedRuns.all()));
    }

    @Test
    void aRowTellsHowTheRunStandsAndWhyItStarted() {
        RunHistories runs = new RunHistories();
        RecordedRuns.all().forEach(runs::add);

        RunRow done = row(runs, RecordedRuns.DONE);
        assertThat(done.state()).isEqualTo(RunState.State.PROMOTED);
        assertThat(done.reason()).isEqualTo("100 new images");
        assertThat(done.stage()).isEqualTo("top");
        assertThat(done.attempt()).isEqualTo(2);
        assertThat(done.best()).isEqualTo(new RunRow.Best("top", 2, 0.25, 1 - 0.25 / 3, 0.75));
        assertThat(done.stoppedBy()).containsExactly(new RunRow.Stop("head", "patience"), new RunRow.Stop("top", "epochs"));
        assertThat(done.testAccuracy()).isEqualTo(0.95);
        assertThat(done.decision()).isEqualTo("PROMOTED");
        assertThat(done.seconds()).isEqualTo(12.5);

        RunRow atWork = row(runs, RecordedRuns.AT_WORK);
        assertThat(atWork.stage()).isEqualTo("head");
        assertThat(atWork.epoch()).isEqualTo(4);
        assertThat(atWork.best().epoch()).isEqualTo(3);
        assertThat(atWork.decision()).isNull();

        assertThat(row(runs, RecordedRuns.CANCELLED).detail()).contains("a person asked for it");
    }

    private static RunRow row(RunHistories runs, String name) {
        return runs.all().stream().filter(run -> run.run().equals(name)).flatMap(run -> RunRow.of(run).stream()).findFirst()
                .orElseThrow();
    }

    private static Map<String, List<Object>> shown(List<Event> events) {
        RunHistories runs = new RunHistories();
        events.forEach(runs::add);
        Map<String, List<Object>> shown = new TreeMap<>();
        for (RunHistory run : runs.all()) {
            shown.put(run.run(), List.of(RunRow.of(run), PANEL.lines(run, 100), PANEL.shortLines(run, 60), run.ended()));
        }
        return shown;
    }

    /** What has the same topic and key stays in order. */
    private static List<Event> interleaved(List<Event> events, Random random) {
        Map<String, Deque<Event>> queues = new LinkedHashMap<>();
        events.forEach(event -> queues
                .computeIfAbsent(Topic.of(event.getClass()) + " " + event.key(), unknown -> new ArrayDeque<>()).add(event));
        List<Deque<Event>> open = new ArrayList<>(queues.values());
        List<Event> mixed = new ArrayList<>();
        while (!open.isEmpty()) {
            Deque<Event> queue = open.get(random.nextInt(open.size()));
            mixed.add(queue.remove());
            open.removeIf(Deque::isEmpty);
        }
        return mixed;
    }
}
