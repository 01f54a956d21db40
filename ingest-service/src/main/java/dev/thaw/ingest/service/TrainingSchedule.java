package dev.thaw.ingest.service;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thaw.ingest.request.TrainingLedger;
import dev.thaw.ingest.request.TrainingRequests;
import dev.thaw.service.DaemonThreads;
import dev.thaw.service.LogContext;
import dev.thaw.service.Shutdown;
import io.quarkus.runtime.StartupEvent;

/** Considers every data set once a second: whether a run is due is a matter of images, of time, and of runs that end elsewhere. */
@Singleton
class TrainingSchedule {
    private static final Logger LOG = Logger.getLogger(TrainingSchedule.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final TrainingLedger ledger;
    private final TrainingRequests requests;
    private final CatalogFollower follower;
    private final Shutdown shutdown;
    private final Map<String, String> problems = new HashMap<>();

    @Inject
    TrainingSchedule(TrainingLedger ledger, TrainingRequests requests, CatalogFollower follower, Shutdown shutdown) {
        this.ledger = ledger;
        this.requests = requests;
        this.follower = follower;
        this.shutdown = shutdown;
    }

    void start(@Observes StartupEvent event) {
        new DaemonThreads("training-schedule").newThread(this::run).start();
    }

    private void run() {
        try {
            follower.awaitComplete();
            while (!shutdown.begun()) {
                for (String dataset : ledger.datasets()) {
                    consider(dataset);
                }
                Thread.sleep(PERIOD.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fails is tried again at the next turn, and said once. */
    private void consider(String dataset) throws InterruptedException {
        try (LogContext context = LogContext.empty()) {
            context.dataset(dataset);
            requests.consider(dataset);
            problems.remove(dataset);
        } catch (IOException | RuntimeException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(problems.put(dataset, problem))) {
                LOG.errorf(e, "whether %s is to be trained cannot be told, and is looked at again every %d s", dataset,
                        PERIOD.toSeconds());
            }
        }
    }
}
