package dev.thaw.service;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

/**
 * Does a piece of work, again while an {@link Outage} keeps it from being done: a record must not end in the dead-letter topic because
 * the S3 server restarts. Everything else fails at once. The pauses double from the first to the longest, and each is drawn from its
 * upper half, so that those who wait for the same server do not all come back at the same moment.
 */
public final class Persistence {
    /** For work that is never to blame. */
    public static final Duration FOREVER = Duration.ofDays(36_500);
    /** Work that went well for so long before it failed has met another outage, not the same one still. */
    private static final Duration STEADY = Duration.ofMinutes(5);
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private final Duration firstPause;
    private final Duration longestPause;
    private final Duration patience;
    private final BooleanSupplier leaving;

    /**
     * @param patience after so long an outage counts as the record's fault
     * @param leaving true once the service goes down: the work is then left undone
     */
    public Persistence(Duration firstPause, Duration longestPause, Duration patience, BooleanSupplier leaving) {
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.patience = patience;
        this.leaving = leaving;
    }

    /** Something that may meet an outage; done again, it must find what it did before. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /**
     * @param what for people: "the arrival a"
     * @throws InterruptedException if the service goes down before the work is done
     * @throws Exception what the work threw last, if it is no outage or the patience is over
     */
    public void complete(String what, Work work) throws Exception {
        long outage = 0;
        Duration pause = firstPause;
        boolean failing = false;
        while (true) {
            if (leaving.getAsBoolean()) {
                throw new InterruptedException("the service is going down");
            }
            long begin = System.nanoTime();
            try {
                work.run();
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (!failing || System.nanoTime() - begin > STEADY.toNanos()) {
                    failing = true;
                    outage = System.nanoTime();
                    pause = firstPause;
                }
                if (!Outage.is(e) || System.nanoTime() - outage >= patience.toNanos()) {
                    throw e;
                }
                Duration drawn = drawn(pause);
                LOG.warnf("trying %s again in %d ms: %s", what, drawn.toMillis(), e.getMessage());
                sleep(drawn);
                pause = pause.multipliedBy(2).compareTo(longestPause) < 0 ? pause.multipliedBy(2) : longestPause;
            }
        }
    }

    private static Duration drawn(Duration pause) {
        long longest = pause.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    /** In short naps, so that going down is noticed. */
    private void sleep(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < end && !leaving.getAsBoolean()) {
            Thread.sleep(Math.min(200, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
        }
    }
}
