package dev.thaw.platform.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows and columns of the terminal; looked at again every few seconds, because people resize windows. */
public final class TerminalSize {
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d{1,4}) (\\d{1,4})");
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;
    private static final int LEAST_COLUMNS = 20;
    private static final long AGAIN_NANOS = 3_000_000_000L;

    private final Supplier<String> ask;
    private int rows = ROWS;
    private int columns = COLUMNS;
    private long asked;

    private TerminalSize(Supplier<String> ask) {
        this.ask = ask;
        this.asked = System.nanoTime() - AGAIN_NANOS;
    }

    /** @param ask gives rows and columns as {@code stty size} prints them; anything else stands for 24 and 80 */
    public static TerminalSize of(Supplier<String> ask) {
        return new TerminalSize(ask);
    }

    public static TerminalSize ofThisProcess() {
        return new TerminalSize(TerminalSize::stty);
    }

    public synchronized int rows() {
        look();
        return rows;
    }

    public synchronized int columns() {
        look();
        return columns;
    }

    private void look() {
        long now = System.nanoTime();
        if (now - asked < AGAIN_NANOS) {
            return;
        }
        asked = now;
        Matcher size = ROWS_AND_COLUMNS.matcher(ask.get().strip());
        if (size.matches()) {
            int told = Integer.parseInt(size.group(1));
            int wide = Integer.parseInt(size.group(2));
            // some terminals without a window say 0
            rows = told == 0 ? ROWS : told;
            columns = wide == 0 ? COLUMNS : Math.max(LEAST_COLUMNS, wide);
        }
    }

    private static String stty() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            byte[] said = stty.getInputStream().readAllBytes();
            stty.waitFor(1, TimeUnit.SECONDS);
            return new String(said, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
