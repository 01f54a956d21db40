package dev.thaw.ingest.service;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thaw.ingest.reconcile.BucketReconciliation;
import dev.thaw.ingest.reconcile.HeldRelease;
import dev.thaw.service.DaemonThreads;
import dev.thaw.service.Shutdown;
import io.quarkus.runtime.StartupEvent;

/**
 * Looks for what waits without need: images whose label was approved, whenever a data set is declared, and originals that nobody told
 * of, every {@code thaw.ingest.reconcile-every}.
 */
@Singleton
class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    /** Word of a younger object may be on its way. */
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final int MOST_AT_ONCE = 10_000;

    private final CatalogFollower follower;
    private final HeldRelease held;
    private final BucketReconciliation bucket;
    private final Backlog backlog;
    private final IngestConfig config;
    private final IngestMeters meters;
    private final Shutdown shutdown;
    private final Semaphore declared = new Semaphore(1);

    @Inject
    Reconciler(CatalogFollower follower, HeldRelease held, BucketReconciliation bucket, Backlog backlog, IngestConfig config,
            IngestMeters meters, Shutdown shutdown) {
        this.follower = follower;
        this.held = held;
        this.bucket = bucket;
        this.backlog = backlog;
        this.config = config;
        this.meters = meters;
        this.shutdown = shutdown;
    }

    void start(@Observes StartupEvent event) {
        follower.whenDeclared(declared::release);
        new DaemonThreads("reconciler").newThread(this::work).start();
    }

    private void work() {
        try {
            follower.awaitComplete();
            long next = System.nanoTime();
            while (!shutdown.begun()) {
                if (declared.tryAcquire(1, TimeUnit.SECONDS)) {
                    declared.drainPermits();
                    release();
                }
                if (!config.reconcileEvery().isZero() && System.nanoTime() - next >= 0) {
                    release();
                    reconcile();
                    next = System.nanoTime() + config.reconcileEvery().toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() throws InterruptedException {
        try {
            int released = held.round();
            if (released > 0) {
                LOG.infof("%d images waited for their label and are judged now", released);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warnf("the images that wait for their label are looked through again: %s", e.getMessage());
            declared.release();
            Thread.sleep(GRACE.toMillis() / 10);
        }
    }

    private void reconcile() throws InterruptedException {
        try {
            // what is on the topics is not lost, it only has to wait
            if (backlog.waiting() == 0) {
                int found = bucket.round(Instant.now().minus(GRACE), MOST_AT_ONCE);
                meters.reconciled(found);
                if (found > 0) {
                    LOG.infof("%d originals in the bucket had no answer and nobody told of them; they are announced now", found);
                }
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warnf("the bucket is looked through again in %s: %s", config.reconcileEvery(), e.getMessage());
        }
    }
}
