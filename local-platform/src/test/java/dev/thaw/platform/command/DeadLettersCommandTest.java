package dev.thaw.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Table;

/** What other people wrote is shown, never obeyed. */
class DeadLettersCommandTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(written, true, StandardCharsets.UTF_8), false);

    @Test
    void aLineCannotMoveTheCursor() {
        console.line("reason: \u001b[2J\u001b]0;title\u0007 K\u00e4tzchen");

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("reason: \\x1b[2J\\x1b]0;title\\x07 K\u00e4tzchen" + System.lineSeparator());
    }

    @Test
    void aCellCannotBeginALineOfItsOwn() {
        assertThat(new Table("label").row("cat\nPROMOTED").lines()).hasSize(2);
    }

    @Test
    void jsonHoldsNoCharacterThatATerminalActsOn() throws Exception {
        String json = Json.harmless("{\"label\":\"\u009b31m\u202e\u007fK\u00e4tzchen\"}");

        assertThat(json).isEqualTo("{\"label\":\"\\u009b31m\\u202e\\u007fK\u00e4tzchen\"}");
    }

    @Test
    void nothingIsSentAgainUnlessItIsNamed() {
        assertThat(Thaw.commandLine().execute("dead-letters", "retry")).isEqualTo(1);
    }
}
