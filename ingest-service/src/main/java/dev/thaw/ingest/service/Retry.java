package dev.thaw.ingest.service;

import java.io.IOException;
import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

import dev.thaw.service.Shutdown;

/**
 * Repeats a step while the broker or the S3 server fails, with growing pauses, until it works or the service goes down:
 * an arrival is not to blame for a server that is away. Any other exception is the caller's.
 */
@Singleton
class Retry {
    private static final Logger LOG = Logger.getLogger(Retry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private final Shutdown shutdown;

    @Inject
    Retry(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    /** @throws InterruptedException if the service goes down before it worked */
    void untilItWorks(String what, Step step) throws Exception {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                step.take();
                return;
            } catch (IOException | RetriableException e) {
                LOG.warnf("trying %s again in %d ms: %s", what, pause.toMillis(), e.getMessage());
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void sleep(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < end) {
            if (shutdown.begun()) {
                throw new InterruptedException("the service goes down");
            }
            Thread.sleep(100);
        }
    }

    /** Something that may be repeated. */
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }
}
