package dev.thaw.ingest.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.dataset.DatasetDirectory;
import dev.thaw.dataset.DatasetFile;
import dev.thaw.dataset.Declarations;
import dev.thaw.dataset.InvalidDatasetException;
import dev.thaw.ingest.dataset.BucketBases;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.UnusableConfigurationException;
import io.quarkus.runtime.StartupEvent;

/**
 * Declares the data sets that are present at start, in the directory {@code thaw.ingest.datasets}: a file that says the same as before
 * changes nothing. Mistakes end the service, all of them at once.
 */
@Singleton
class StartupDatasets {
    private static final Logger LOG = Logger.getLogger(StartupDatasets.class);
    private final IngestConfig config;
    private final MinioBucket bucket;
    private final EventPublisher publisher;

    @Inject
    StartupDatasets(IngestConfig config, MinioBucket bucket, EventPublisher publisher) {
        this.config = config;
        this.bucket = bucket;
        this.publisher = publisher;
    }

    /** After the topics and the bucket were made. */
    void declare(@Observes @Priority(100) StartupEvent event) throws IOException, InterruptedException {
        if (config.datasets().isEmpty()) {
            return;
        }
        List<String> mistakes = new ArrayList<>();
        BucketBases bases = new BucketBases(bucket);
        Declarations declarations = new Declarations(bucket, publisher::publishAndWait);
        for (DatasetFile file : directory(config).files()) {
            try {
                Declarations.Outcome outcome = declarations.declare(bases.definition(file));
                LOG.infof("data set %s, version %d: %s", file.dataset(), outcome.definition().version(),
                        outcome.made() ? "declared" : "as it was");
            } catch (InvalidDatasetException e) {
                e.mistakes().forEach(mistake -> mistakes.add(
                        "the data set " + file.dataset() + " in " + config.datasets().get() + ": " + mistake));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UnusableConfigurationException(mistakes);
        }
    }

    /** What {@code thaw.ingest.datasets} names. */
    static DatasetDirectory directory(IngestConfig config) {
        // what is wrong with a plan is found out by the trainer: this service has no part in training
        return DatasetDirectory.read(config.datasets().get(), plan -> List.of());
    }
}
