package dev.thaw.evaluator.listener;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.evaluator.arrivals.ArrivalAssessor;
import dev.thaw.evaluator.arrivals.ArrivalLedger;
import dev.thaw.service.ComputingThread;
import dev.thaw.service.DaemonThreads;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.EventReaders;
import dev.thaw.service.LogContext;
import dev.thaw.service.Shutdown;
import io.quarkus.runtime.StartupEvent;

/**
 * Follows what is ingested and tries the champions on it, for the data sets whose triggers want to know. Networks run on the
 * scoring thread, between two checkpoints.
 */
@Singleton
class ArrivalWatch {
    private static final Logger LOG = Logger.getLogger(ArrivalWatch.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final EventReaders readers;
    private final MinioBucket bucket;
    private final ArrivalAssessor assessor;
    private final EventPublisher publisher;
    private final ComputingThread thread;
    private final Shutdown shutdown;
    private final Map<String, DatasetDefinition> definitions = new HashMap<>();
    private final Map<String, String> looked = new HashMap<>();

    @Inject
    ArrivalWatch(EventReaders readers, MinioBucket bucket, ArrivalAssessor assessor, EventPublisher publisher,
            ComputingThread thread, Shutdown shutdown) {
        this.readers = readers;
        this.bucket = bucket;
        this.assessor = assessor;
        this.publisher = publisher;
        this.thread = thread;
        this.shutdown = shutdown;
    }

    void start(@Observes StartupEvent event) {
        new DaemonThreads("arrival-watch").newThread(this::watch).start();
    }

    private void watch() {
        while (!shutdown.begun()) {
            ArrivalLedger ledger = new ArrivalLedger();
            looked.clear();
            try (EventReader reader = readers.open(Topic.DATASETS, Topic.IMAGES_INGESTED, Topic.EVALUATION_METRICS,
                    Topic.MODELS_DECISIONS)) {
                reader.readToEnd(ledger::apply);
                while (!shutdown.begun()) {
                    for (DatasetDeclared declared : ledger.declared()) {
                        look(declared, ledger);
                    }
                    reader.poll(POLL).forEach(ledger::apply);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                LOG.warnf("arrivals are looked at again in %s: %s", PAUSE_AFTER_FAILURE, e.getMessage());
                pause();
            }
        }
    }

    /** What cannot be assessed is left alone until something more arrives or another champion comes. */
    private void look(DatasetDeclared declared, ArrivalLedger ledger) throws Exception {
        String dataset = declared.dataset();
        String state = declared.version() + "/" + ledger.state(dataset);
        if (state.equals(looked.get(dataset))) {
            return;
        }
        try (LogContext context = LogContext.empty()) {
            context.dataset(dataset);
            TriggerPolicy policy = definition(declared).trigger();
            if (policy.accuracyBelow() != null || policy.driftBelow() != null) {
                thread.run(() -> assess(dataset, policy, ledger));
            }
        } catch (NoSuchFileException | JsonProcessingException | RuntimeException e) {
            LOG.errorf(e, "the newest images of %s cannot be assessed", dataset);
        }
        looked.put(dataset, state);
    }

    private void assess(String dataset, TriggerPolicy policy, ArrivalLedger ledger) throws Exception {
        Optional<ArrivalsAssessed> assessed = assessor.assess(dataset, policy, ledger);
        if (assessed.isPresent()) {
            publisher.publishAndWait(assessed.get());
            LOG.infof("the champion's accuracy on the newest %d images is %.4f", assessed.get().images(),
                    assessed.get().accuracy());
        }
    }

    private DatasetDefinition definition(DatasetDeclared declared) throws IOException {
        DatasetDefinition known = definitions.get(declared.dataset());
        if (known == null || known.version() != declared.version()) {
            known = EventCodec.json().readValue(bucket.get(declared.definition()), DatasetDefinition.class);
            definitions.put(declared.dataset(), known);
        }
        return known;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
