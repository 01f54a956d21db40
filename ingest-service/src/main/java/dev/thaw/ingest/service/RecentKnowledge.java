package dev.thaw.ingest.service;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thaw.ingest.dataset.Knowledge;
import dev.thaw.service.Shutdown;

/** Knowledge that is confirmed again and again by whoever follows the topics. Thread-safe. */
@Singleton
class RecentKnowledge implements Knowledge {
    private static final Logger LOG = Logger.getLogger(RecentKnowledge.class);
    /**
     * Who was there so short a while ago has its partitions still, and for long enough to publish: the session timeout is 10 seconds,
     * and the last heartbeat at most 3 seconds older.
     */
    static final Duration RECENT = Duration.ofSeconds(4);
    private static final Duration NAP = Duration.ofMillis(200);

    private final LongSupplier nanoTime;
    private final BooleanSupplier leaving;
    private long confirmed;

    @Inject
    RecentKnowledge(Shutdown shutdown) {
        this(System::nanoTime, shutdown::begun);
    }

    /** @param nanoTime a clock that does not jump, and does not stop while the process is paused */
    RecentKnowledge(LongSupplier nanoTime, BooleanSupplier leaving) {
        this.nanoTime = nanoTime;
        this.leaving = leaving;
        this.confirmed = nanoTime.getAsLong() - RECENT.toNanos() - 1;
    }

    /** How long ago it was confirmed. */
    synchronized Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - confirmed);
    }

    /** @param moment all that was on the topics then has been taken in */
    synchronized void confirm(long moment) {
        confirmed = moment;
        notifyAll();
    }

    @Override
    public synchronized void awaitCurrent() throws InterruptedException {
        if (recent()) {
            return;
        }
        LOG.infof("nothing was read for %d s: the topics are read to their end before anything is decided", age().toSeconds());
        while (!recent()) {
            if (leaving.getAsBoolean()) {
                throw new InterruptedException("the service is going down");
            }
            wait(NAP.toMillis());
        }
    }

    private boolean recent() {
        return age().compareTo(RECENT) <= 0;
    }
}
