package dev.thaw.ingest.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import dev.thaw.service.DeadLetters;
import dev.thaw.service.IncomingEvents;
import dev.thaw.service.LogContext;
import dev.thaw.service.Persistence;
import dev.thaw.service.Shutdown;
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
    DeadLetters deadLetters;

    @Inject
    Shutdown shutdown;

    @Incoming(CHANNEL)
    @Blocking(WORKERS)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> declared(Message<byte[]> message) {
        if (shutdown.begun()) {
            return CompletableFuture.completedFuture(null);
        }
        try (LogContext context = LogContext.of(message)) {
            DatasetDeclared declared = (DatasetDeclared) IncomingEvents.read(Topic.DATASETS, message);
            context.dataset(declared.dataset());
            persistence.complete("the definition " + declared.definition(), () -> check(declared));
            return message.ack();
        } catch (InterruptedException e) {
            // neither acknowledged nor refused: the record comes again
            Thread.currentThread().interrupt();
            return CompletableFuture.completedFuture(null);
        } catch (InvalidDatasetException e) {
            return deadLetters.refuse(Topic.DATASETS, message,
                    new InvalidEventException(Defect.NOT_POSSIBLE, e.inOneLine(), e));
        } catch (Throwable e) {
            // an error as well: what leaves this method stops the channel
            return deadLetters.refuse(Topic.DATASETS, message, e);
        }
    }

    private void check(DatasetDeclared declared) throws Exception {
        String key = BucketLayout.datasetDefinition(declared.dataset(), declared.version());
        if (!declared.definition().equals(key)) {
            throw new InvalidDatasetException("the event",
                    List.of("definition: must be " + key + ", where definitions belong, not "
                            + declared.definition()));
        }
        Declarations.read(bucket, declared.dataset(), declared.version());
    }
}
