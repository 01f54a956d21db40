package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.util.LinkedHashMap;

/** The runs whose networks are kept compiled: those that were scored last. One thread at a time. */
final class WarmRuns implements AutoCloseable {
    private final int capacity;
    private final Opening opening;
    private final LinkedHashMap<RunSubject, WarmRun> runs = new LinkedHashMap<>(4, 0.75f, true);

    WarmRuns(int capacity, Opening opening) {
        if (capacity < 1) {
            throw new IllegalArgumentException("thaw.evaluator.warm-runs is at least 1, not " + capacity);
        }
        this.capacity = capacity;
        this.opening = opening;
    }

    /** Loads what a run trains on. */
    @FunctionalInterface
    interface Opening {
        WarmRun open(RunSubject subject) throws IOException;
    }

    WarmRun get(RunSubject subject) throws IOException {
        WarmRun run = runs.get(subject);
        if (run == null) {
            while (runs.size() >= capacity) {
                close(runs.keySet().iterator().next());
            }
            run = opening.open(subject);
            runs.put(subject, run);
        }
        return run;
    }

    void close(RunSubject subject) {
        WarmRun run = runs.remove(subject);
        if (run != null) {
            run.close();
        }
    }

    @Override
    public void close() {
        runs.values().forEach(WarmRun::close);
        runs.clear();
    }
}
