package dev.thaw.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

    @Test
    void escapeSequencesAreShownAndNotSent() {
        assertThat(ForeignText.line("\u001b[2Jcat\u0007\u009b31m\r\n")).isEqualTo("\\x1b[2Jcat\\x07\\x9b31m\\x0d\\x0a");
    }

    @Test
    void marksThatHideOrTurnTextAreShown() {
        assertThat(ForeignText.line("a\u202egpj.exe\u200b\u2028\ud800"))
                .isEqualTo("a\\u{202e}gpj.exe\\u{200b}\\u{2028}\\u{d800}");
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(ForeignText.line("K\u00e4tzchen \u732b \ud83d\udc31")).isEqualTo("K\u00e4tzchen \u732b \ud83d\udc31");
        assertThat(ForeignText.line(null)).isNull();
    }

    @Test
    void lineBreaksStayWhereLinesAreAskedFor() {
        assertThat(ForeignText.lines("a\n\tb\r")).isEqualTo("a\n\tb\\x0d");
    }
}
