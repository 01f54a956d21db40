package dev.thaw.platform.console;

import java.io.PrintStream;
import java.util.List;

import dev.thaw.contract.text.ForeignText;

/**
 * Where a command speaks to a person: lines, and on a terminal some lines at the bottom that are overwritten while something
 * goes on, cut off where the terminal ends. Without a terminal only whole lines appear. Labels, names and reasons are other people's
 * text: what would act on a terminal is shown instead. What it says about itself goes to standard error where standard output is kept
 * for JSON.
 */
public final class Console {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private final PrintStream out;
    private final boolean terminal;
    private final TerminalSize size;
    private List<String> status = List.of();

    /** @param size of the terminal, if it is one */
    public Console(PrintStream out, boolean terminal, TerminalSize size) {
        this.out = out;
        this.terminal = terminal;
        this.size = size;
    }

    public Console(PrintStream out, boolean terminal) {
        this(out, terminal, TerminalSize.of(() -> ""));
    }

    /** On standard output; a terminal if the process has one. */
    public static Console standard() {
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        return new Console(System.out, terminal, TerminalSize.ofThisProcess());
    }

    public boolean terminal() {
        return terminal;
    }

    public TerminalSize size() {
        return size;
    }

    /** Prints a line, above the status lines if there are some. */
    public synchronized void line(String text) {
        wipeStatus();
        out.println(ForeignText.lines(text));
        drawStatus();
    }

    /** Shows what is going on at the moment, in one line; nothing without a terminal. */
    public synchronized void status(String text) {
        status(text.isEmpty() ? List.of() : List.of(text));
    }

    /** Shows what is going on at the moment; nothing without a terminal. */
    public synchronized void status(List<String> lines) {
        wipeStatus();
        // the last line of a terminal stays free, or it would scroll
        int first = Math.max(0, lines.size() - Math.max(1, size.rows() - 1));
        status = lines.subList(first, lines.size()).stream().map(ForeignText::line).map(this::cut).toList();
        drawStatus();
    }

    /** Removes the status lines. */
    public synchronized void clearStatus() {
        status(List.of());
    }

    /** On a terminal the status lines stay where they are, as lines; elsewhere nobody has seen them. */
    public synchronized void keepStatus() {
        List<String> kept = terminal ? status : List.of();
        clearStatus();
        kept.forEach(this::line);
    }

    private String cut(String line) {
        int room = size.columns() - 1;
        return line.codePointCount(0, line.length()) <= room ? line : line.substring(0, line.offsetByCodePoints(0, room));
    }

    private void wipeStatus() {
        if (terminal && !status.isEmpty()) {
            out.print(CLEAR_LINE + UP_AND_CLEAR.repeat(status.size() - 1));
        }
    }

    private void drawStatus() {
        if (terminal && !status.isEmpty()) {
            out.print(String.join(System.lineSeparator(), status));
        }
        out.flush();
    }
}
