package dev.thaw.evaluator.listener;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

/**
 * Does a piece of work, again while an outage keeps it from being done: a record must not end in the dead-letter topic
 * because the S3 server restarts. Everything else fails at once.
 */
final class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private final Duration firstPause;
    private final Duration longestPause;
    private final Duration patience;
    private final BooleanSupplier leaving;

    /**
     * @param patience after so long an outage counts as the record's fault
     * @param leaving true once the service goes down: the work is then left undone
     */
    Persistence(Duration firstPause, Duration longestPause, Duration patience, BooleanSupplier leaving) {
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.patience = patience;
        this.leaving = leaving;
    }

    /** Something that may meet an outage; done again, it must find what it did before. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** @throws InterruptedException if the service goes down before the work is done */
    void complete(Work work) throws Exception {
        long begin = System.nanoTime();
        Duration pause = firstPause;
        while (true) {
            if (leaving.getAsBoolean()) {
                throw new InterruptedException("the service is going down");
            }
            try {
                work.run();
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (!Outage.is(e) || System.nanoTime() - begin >= patience.toNanos()) {
                    throw e;
                }
                LOG.warnf("trying again in %d ms: %s", pause.toMillis(), e.getMessage());
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(longestPause) < 0 ? pause.multipliedBy(2) : longestPause;
            }
        }
    }

    /** In short naps, so that going down is noticed. */
    private void sleep(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < end && !leaving.getAsBoolean()) {
            Thread.sleep(Math.min(200, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
        }
    }
}
