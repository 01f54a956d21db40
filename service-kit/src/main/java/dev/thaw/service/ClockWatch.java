package dev.thaw.service;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;

/**
 * Ends the service, so that it begins anew, when the wall clock is put back. Kafka's client measures its waits by that clock and waits
 * as long again as it was put back: no heartbeats, no metadata and no records for an hour. A new process knows nothing of the time
 * before; whoever started this one (a cluster, Docker, {@code thaw up}) starts it again, and it goes on from the last checkpoint. A clock
 * that is put forward does no harm.
 */
@Singleton
class ClockWatch {
    /** What is lost by going on where the clock was put back a little. */
    static final Duration TOLERATED = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger(ClockWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Longer than it takes to save and hand over; a client that waits for the clock does not end by itself. */
    private static final Duration GRACE = Duration.ofSeconds(20);
    private final LongSupplier millis;
    private final LongSupplier nanos;
    private final Consumer<Duration> whenPutBack;
    private long lastMillis;
    private long lastNanos;

    @Inject
    ClockWatch() {
        this(() -> Instant.now().toEpochMilli(), System::nanoTime, ClockWatch::end);
    }

    /** @param millis the wall clock @param nanos a clock that does not jump @param whenPutBack takes how far it was put back */
    ClockWatch(LongSupplier millis, LongSupplier nanos, Consumer<Duration> whenPutBack) {
        this.millis = millis;
        this.nanos = nanos;
        this.whenPutBack = whenPutBack;
        this.lastMillis = millis.getAsLong();
        this.lastNanos = nanos.getAsLong();
    }

    void start(@Observes StartupEvent event) {
        new DaemonThreads("clock-watch").newThread(this::watch).start();
    }

    private void watch() {
        try {
            do {
                Thread.sleep(PERIOD.toMillis());
            } while (!look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether the clock was put back since the last look */
    boolean look() {
        long nowMillis = millis.getAsLong();
        long nowNanos = nanos.getAsLong();
        Duration passed = Duration.ofNanos(nowNanos - lastNanos);
        Duration putBack = passed.minusMillis(nowMillis - lastMillis);
        lastMillis = nowMillis;
        lastNanos = nowNanos;
        if (putBack.compareTo(TOLERATED) <= 0) {
            return false;
        }
        whenPutBack.accept(putBack);
        return true;
    }

    private static void end(Duration putBack) {
        LOG.errorf(
                "the clock was put back by %d s, and Kafka's client would wait as long: the service ends and has to be started again",
                putBack.toSeconds());
        Quarkus.asyncExit(1);
        try {
            Thread.sleep(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
