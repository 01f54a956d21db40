package dev.thaw.trainer;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import dev.thaw.service.DaemonThreads;

/**
 * Looks now and then, until it is closed, whether a claim still stands. A trainer that was cut off or paused for so long that another
 * one took its run learns it here, soon after it goes on.
 */
final class ClaimWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ClaimWatch.class);
    private final Claim claim;
    private final Claims claims;
    private final ScheduledExecutorService thread;
    private volatile boolean lost;

    ClaimWatch(Claim claim, Claims claims, Duration interval) {
        this.claim = claim;
        this.claims = claims;
        this.thread = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("claim-" + claim.run()));
        thread.scheduleWithFixedDelay(this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether a later attempt holds the run, as far as is known. */
    boolean lost() {
        return lost;
    }

    private void look() {
        try {
            lost |= !claims.stands(claim);
        } catch (IOException e) {
            // it is looked for again before anything is announced
            LOG.debugf("whether the claim stands is not known: %s", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
