package dev.thaw.platform.console;

import java.util.Locale;

/** How far a known amount of work is: a bar on a terminal, a line every tenth part elsewhere. */
public final class ProgressBar {
    private static final int WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000;

    private final Console console;
    private final String what;
    private final long total;
    private long tenthsTold;
    private long drawn;

    /** @param what is being done, such as "uploading images" */
    public ProgressBar(Console console, String what, long total) {
        this.console = console;
        this.what = what;
        this.total = total;
    }

    /** Tells how much is done by now. */
    public synchronized void at(long done) {
        if (console.terminal()) {
            long now = System.nanoTime();
            if (done >= total || now - drawn > REDRAW_NANOS) {
                drawn = now;
                console.status(what + " " + bar(done, total) + " " + done + "/" + total);
            }
        } else if (total > 0 && done * 10 / total > tenthsTold) {
            tenthsTold = done * 10 / total;
            console.line(what + ": " + done + " of " + total);
        }
    }

    /** The end: the bar goes, a line with the outcome stays. */
    public synchronized void done(String outcome) {
        console.clearStatus();
        console.line(outcome);
    }

    /** A bar that is filled in proportion, between brackets. */
    public static String bar(double done, double total) {
        int filled = total <= 0 ? 0 : (int) Math.round(Math.min(1, done / total) * WIDTH);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]"
                + String.format(Locale.ROOT, " %3.0f%%", total <= 0 ? 0 : Math.min(1, done / total) * 100);
    }
}
