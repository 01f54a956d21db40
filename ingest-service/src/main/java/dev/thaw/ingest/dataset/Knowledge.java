package dev.thaw.ingest.dataset;

/**
 * What this process knows of the topics. A process that was paused, or cut off from the broker, has lost its partitions without
 * noticing: another instance may have done by now what it is about to do.
 */
@FunctionalInterface
public interface Knowledge {
    /** For a process that is the only one. */
    Knowledge ALWAYS_CURRENT = () -> {
    };

    /**
     * Returns when what was on the topics a moment ago has been taken in; the moment is shorter than the broker takes to give a silent
     * process' partitions to another. Whoever is about to publish a decision calls this, and then looks whether it still holds.
     */
    void awaitCurrent() throws InterruptedException;
}
