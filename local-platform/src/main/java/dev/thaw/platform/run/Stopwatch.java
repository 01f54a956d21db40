package dev.thaw.platform.run;

/** Wall-clock seconds since its creation, in laps. */
final class Stopwatch {
    private static final double NANOS = 1e9;

    private final long start = System.nanoTime();
    private long lap = start;

    /** Seconds since the last lap; begins the next. */
    double lap() {
        long now = System.nanoTime();
        double seconds = (now - lap) / NANOS;
        lap = now;
        return seconds;
    }

    /** Seconds from the beginning of this lap to a moment of {@link System#nanoTime()}. */
    double until(long moment) {
        return (moment - lap) / NANOS;
    }

    double total() {
        return (System.nanoTime() - start) / NANOS;
    }
}
