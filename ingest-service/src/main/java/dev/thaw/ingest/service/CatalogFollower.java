package dev.thaw.ingest.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.Definitions;
import dev.thaw.ingest.request.TrainingLedger;
import dev.thaw.service.DaemonThreads;
import dev.thaw.service.EventReaders;
import dev.thaw.service.Shutdown;
import io.quarkus.runtime.StartupEvent;

/**
 * Rebuilds the catalog from the topics when the service starts, and goes on following them, so that it also knows what
 * other instances decide and which data sets are declared. Arrivals wait until the catalog is complete.
 */
@Singleton
class CatalogFollower {
    private static final Logger LOG = Logger.getLogger(CatalogFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CONFIRM_EVERY = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final EventReaders readers;
    private final DatasetCatalog catalog;
    private final TrainingLedger ledger;
    private final Definitions definitions;
    private final RecentKnowledge knowledge;
    private final Shutdown shutdown;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final List<Runnable> whenDeclared = new CopyOnWriteArrayList<>();

    @Inject
    CatalogFollower(EventReaders readers, DatasetCatalog catalog, TrainingLedger ledger, Definitions definitions,
            RecentKnowledge knowledge, Shutdown shutdown) {
        this.readers = readers;
        this.catalog = catalog;
        this.ledger = ledger;
        this.definitions = definitions;
        this.knowledge = knowledge;
        this.shutdown = shutdown;
    }

    void start(@Observes StartupEvent event) {
        new DaemonThreads("catalog-follower").newThread(this::follow).start();
    }

    boolean complete() {
        return complete.getCount() == 0;
    }

    void awaitComplete() throws InterruptedException {
        complete.await();
    }

    /** Hears of every data set that is declared, once its former definition is forgotten. */
    void whenDeclared(Runnable listener) {
        whenDeclared.add(listener);
    }

    private void follow() {
        while (!shutdown.begun()) {
            try (EventReader reader = readers.open(Topic.DATASETS, Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED, Topic.MANIFESTS,
                    Topic.TRAINING_REQUESTS, Topic.TRAINING_CONSIDERED, Topic.EVALUATION_METRICS, Topic.TRAINING_SIGNALS,
                    Topic.RUNS)) {
                readToEnd(reader);
                complete.countDown();
                while (!shutdown.begun()) {
                    reader.poll(POLL).forEach(this::take);
                    if (knowledge.age().compareTo(CONFIRM_EVERY) >= 0) {
                        confirm(reader);
                    }
                }
            } catch (RuntimeException e) {
                // from the beginning again: an event counts once however often it is read
                LOG.warnf("reading the topics again in %s: %s", PAUSE_AFTER_FAILURE, e.getMessage());
                pause();
            }
        }
    }

    private void confirm(EventReader reader) {
        try {
            readToEnd(reader);
        } catch (RetriableException e) {
            // the broker is away: what was read stays read, and is not confirmed
            LOG.debugf("how far the topics go is not known: %s", e.getMessage());
        }
    }

    private void readToEnd(EventReader reader) {
        long moment = System.nanoTime();
        reader.readToEnd(this::take);
        knowledge.confirm(moment);
    }

    private void take(Received received) {
        catalog.apply(received.event());
        ledger.apply(received);
        if (received.event() instanceof DatasetDeclared declared) {
            definitions.forget(declared.dataset());
            whenDeclared.forEach(Runnable::run);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
