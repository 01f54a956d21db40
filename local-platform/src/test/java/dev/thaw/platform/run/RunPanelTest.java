package dev.thaw.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.Received;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Glyphs;
import dev.thaw.platform.console.TerminalSize;

class RunPanelTest {
    private static final RunPanel PANEL = new RunPanel(Glyphs.PLAIN);

    @Test
    void aRunThatIsOverTellsItsStagesCurvesSignalsAnswersAndDecision() {
        assertThat(PANEL.lines(history(RecordedRuns.DONE), 100)).containsExactly(
                "run pets-1: promoted, attempt 2",
                "  because 100 new images",
                "  stages  head 4 epochs, best 3 > top 2 epochs, best 2",
                "  train loss   0.2250 #~._|__",
                "  val loss     0.2500 #=-_|._",
                "  val acc     91.67 % _+##|##",
                "  best  top epoch 2: validation loss 0.2500, accuracy 91.67 %",
                "  signal from evaluator: stop stage, no epoch since 3 improved the validation loss",
                "    the trainer obeyed in head, epoch 5, step 7: epoch 3 is kept, the next stage follows",
                "  candidate tested on 100 images: loss 0.2000, accuracy 95.00 %",
                "  model 1 promoted: the first model");
    }

    @Test
    void aRunAtWorkTellsWhereItIs() {
        assertThat(PANEL.lines(history(RecordedRuns.AT_WORK), 100)).contains("run pets-2: training",
                "  stages  head now, best 3 > top",
                "  head epoch 4/10 [########----------------]  33% 250 images/s loss 0.5000, 2:10 min left at most");
    }

    @Test
    void whatIsTooLongForTheTerminalGoesOnBelow() {
        assertThat(PANEL.lines(history(RecordedRuns.DONE), 60)).allSatisfy(line -> assertThat(line).hasSizeLessThan(60))
                .containsSubsequence("  signal from evaluator: stop stage, no epoch since 3",
                        "      improved the validation loss");
    }

    @Test
    void severalRunsShareANarrowTerminal() {
        // given
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(shown, true), true, TerminalSize.of(() -> "12 40"));
        PlatformWatch watch = new PlatformWatch(console);
        for (String name : List.of("a", "b", "c")) {
            RecordedRuns.all().stream().filter(event -> RunOf.event(event).filter(RecordedRuns.AT_WORK::equals).isPresent())
                    .forEach(event -> watch.past(received(renamed(event, name))));
        }

        // when
        watch.refresh();

        // then
        String[] lines = shown.toString().split("\\R");
        assertThat(lines).hasSizeLessThanOrEqualTo(11).allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
        assertThat(shown.toString()).contains("run a: training", "run b: training", "run c: training", "val loss");
    }

    private static Event renamed(Event event, String name) {
        try {
            String data = new String(EventCodec.data(event), StandardCharsets.UTF_8)
                    .replace(RecordedRuns.AT_WORK, name);
            return EventCodec.json().readValue(data, event.getClass());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Received received(Event event) {
        return new Received(Topic.of(event.getClass()), 0, 0, 0, event);
    }

    private static RunHistory history(String run) {
        RunHistory history = new RunHistory(run);
        RecordedRuns.all().forEach(history::add);
        return history;
    }
}
