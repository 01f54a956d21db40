package dev.thaw.evaluator.runs;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.service.EventReaders;

/**
 * The ledger as the topics tell it. It is read up to the end before each judgement, not only at start: after a rebalance the
 * run at hand may be one that another instance has judged so far. One thread at a time.
 */
@ApplicationScoped
public class TopicRecords implements RunRecords {
    private final EventReaders readers;
    private final RunLedger ledger = new RunLedger();
    private EventReader reader;

    @Inject
    TopicRecords(EventReaders readers) {
        this.readers = readers;
    }

    @Override
    public synchronized RunLedger upToDate() {
        if (reader == null) {
            reader = readers.open(Topic.EVALUATION_METRICS, Topic.TRAINING_SIGNALS, Topic.MODELS_DECISIONS);
        }
        reader.readToEnd((Received received) -> ledger.apply(received.event()));
        return ledger;
    }

    @PreDestroy
    synchronized void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
