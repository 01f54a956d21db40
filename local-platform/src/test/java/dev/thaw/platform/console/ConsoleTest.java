package dev.thaw.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void statusLinesAreWipedBeforeWhateverComesNext() {
        // given
        Console console = console(true, "24 80");
        console.status(List.of("one", "two"));
        shown.reset();

        // when
        console.line("news");

        // then
        assertThat(shown.toString()).isEqualTo("\r\u001b[2K\u001b[1A\u001b[2Knews\none\ntwo");
    }

    @Test
    void statusLinesEndWhereTheTerminalDoesSoThatNoneTakesTwoRows() {
        Console console = console(true, "4 30");

        console.status(List.of("first", "second", "third", "a line that is longer than the terminal is wide"));

        assertThat(shown.toString()).isEqualTo("second\nthird\na line that is longer than th");
    }

    @Test
    void withoutATerminalOnlyLinesAppear() {
        Console console = console(false, "");

        console.status(List.of("one", "two"));
        console.line("news");
        console.keepStatus();

        assertThat(shown.toString()).isEqualTo("news\n");
    }

    private Console console(boolean terminal, String size) {
        return new Console(new PrintStream(shown, true), terminal, TerminalSize.of(() -> size));
    }
}
