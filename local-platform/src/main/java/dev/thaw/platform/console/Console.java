package dev.thaw.platform.console;

import java.io.PrintStream;

import dev.thaw.contract.text.ForeignText;

/**
 * Where a command speaks to a person: lines, and on a terminal one line at the bottom that is overwritten while something
 * goes on. Without a terminal only whole lines appear. Labels, names and reasons are other people's text: what would act on a
 * terminal is shown instead. What it says about itself goes to standard error where standard
 * output is kept for JSON.
 */
public final class Console {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean terminal;
    private String status = "";

    public Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard output; a terminal if the process has one. */
    public static Console standard() {
        return new Console(System.out, System.console() != null && !"dumb".equals(System.getenv("TERM")));
    }

    public boolean terminal() {
        return terminal;
    }

    /** Prints a line, above the status line if there is one. */
    public synchronized void line(String text) {
        if (terminal && !status.isEmpty()) {
            out.print(CLEAR_LINE);
        }
        out.println(ForeignText.lines(text));
        drawStatus();
    }

    /** Shows what is going on at the moment; nothing without a terminal. */
    public synchronized void status(String text) {
        status = ForeignText.line(text);
        if (terminal) {
            out.print(CLEAR_LINE);
            drawStatus();
        }
    }

    /** Removes the status line. */
    public synchronized void clearStatus() {
        status("");
    }

    private void drawStatus() {
        if (terminal && !status.isEmpty()) {
            out.print(status);
        }
        out.flush();
    }
}
