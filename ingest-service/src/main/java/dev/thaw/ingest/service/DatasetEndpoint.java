package dev.thaw.ingest.service;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.Defect;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.contract.event.Topic;
import dev.thaw.dataset.Declarations;
import dev.thaw.dataset.InvalidDatasetException;
import dev.thaw.service.Persistence;
import dev.thaw.service.RecordIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/**
 * {@code datasets}: looks at each definition that is declared, which anybody may have written. One that cannot be goes to the dead
 * letters with every mistake in the reason; the definition before it stays in force.
 */
@ApplicationScoped
class DatasetEndpoint {
    static final String CHANNEL = "datasets";
    static final String WORKERS = "datasets";

    @Inject
    MinioBucket bucket;

    @Inject
    Persistence persistence;

    @Inject
    RecordIntake records;

    @Incoming(CHANNEL)
    @Blocking(WORKERS)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> declared(Message<byte[]> message) {
        return records.take(Topic.DATASETS, DatasetDeclared.class, message, (declared, context) -> {
            context.dataset(declared.dataset());
            persistence.complete("the definition " + declared.definition(), () -> check(declared));
        });
    }

    private void check(DatasetDeclared declared) throws IOException, InvalidEventException {
        try {
            String key = BucketLayout.datasetDefinition(declared.dataset(), declared.version());
            if (!declared.definition().equals(key)) {
                throw new InvalidDatasetException("the event", List.of("definition: must be " + key
                        + ", where definitions belong, not " + declared.definition()));
            }
            Declarations.read(bucket, declared.dataset(), declared.version());
        } catch (InvalidDatasetException e) {
            throw new InvalidEventException(Defect.NOT_POSSIBLE, e.inOneLine(), e);
        }
    }
}
