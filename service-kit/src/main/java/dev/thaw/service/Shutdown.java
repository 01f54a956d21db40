package dev.thaw.service;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;

/**
 * Tells long work that the service is going down, before messaging is taken apart: leave without acknowledging, the record comes
 * again. Work that has something to save holds the end back for a moment.
 */
@Singleton
public class Shutdown {
    /** What has not been handed over within 10 seconds of a signal is often killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);
    private volatile boolean begun;
    private int holds;

    synchronized void begin(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        begun = true;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long left = PATIENCE.toMillis(); holds > 0 && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    public boolean begun() {
        return begun;
    }

    /** Until it is closed, and for at most 9 seconds, the broker and the bucket stay within reach after the service was told to end. */
    public synchronized Hold hold() {
        holds++;
        return new Hold();
    }

    private synchronized void release() {
        holds--;
        notifyAll();
    }

    /** Work that has something to save. Close it once. */
    public final class Hold implements AutoCloseable {

        private Hold() {
        }

        @Override
        public void close() {
            release();
        }
    }
}
