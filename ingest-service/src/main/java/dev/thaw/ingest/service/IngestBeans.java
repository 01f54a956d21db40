package dev.thaw.ingest.service;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.event.Topic;
import dev.thaw.image.ImageIntake;
import dev.thaw.image.ImageLimits;
import dev.thaw.ingest.arrival.ArrivalIntake;
import dev.thaw.ingest.dataset.DatasetCatalog;
import dev.thaw.ingest.dataset.Definitions;
import dev.thaw.ingest.dataset.EventRecorder;
import dev.thaw.ingest.dataset.Manifests;
import dev.thaw.ingest.notification.NotificationIntake;
import dev.thaw.ingest.reconcile.BucketReconciliation;
import dev.thaw.ingest.reconcile.HeldRelease;
import dev.thaw.ingest.reconcile.PassedReasons;
import dev.thaw.ingest.request.TrainingLedger;
import dev.thaw.ingest.request.TrainingRequests;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.EventReaders;
import dev.thaw.service.InspectedTopics;
import dev.thaw.service.Persistence;
import dev.thaw.service.Shutdown;
import dev.thaw.service.ThawConfig;

/** Puts the plain classes together. */
@Singleton
class IngestBeans {

    @Produces
    @Singleton
    InspectedTopics inspected() {
        return InspectedTopics.of(Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED, Topic.MANIFESTS, Topic.TRAINING_CONSIDERED);
    }

    @Produces
    @Singleton
    DatasetCatalog catalog() {
        return new DatasetCatalog();
    }

    /** An arrival is not to blame for a server that is away: it waits for as long as it takes. */
    @Produces
    @Singleton
    Persistence persistence(Shutdown shutdown) {
        return new Persistence(Duration.ofMillis(200), Duration.ofSeconds(10), Persistence.FOREVER, shutdown::begun);
    }

    @Produces
    @Singleton
    Definitions definitions(MinioBucket bucket, EventPublisher publisher) {
        return new Definitions(bucket, publisher::publishAndWait);
    }

    @Produces
    @Singleton
    EventRecorder recorder(DatasetCatalog catalog, EventPublisher publisher, IngestMeters meters, RecentKnowledge knowledge) {
        return new EventRecorder(catalog, publisher::publishAndWait, meters::recorded, knowledge);
    }

    @Produces
    @Singleton
    TrainingLedger ledger() {
        return new TrainingLedger();
    }

    @Produces
    @Singleton
    TrainingRequests trainingRequests(Definitions definitions, TrainingLedger ledger, DatasetCatalog catalog,
            EventRecorder recorder, MinioBucket bucket) {
        return new TrainingRequests(definitions, ledger, recorder, new Manifests(bucket, catalog, recorder), bucket,
                Clock.systemUTC());
    }

    /** How many images may be decoded at the same time. */
    static int decoders(IngestConfig config) {
        return config.decoders().orElse(Runtime.getRuntime().availableProcessors());
    }

    @Produces
    @Singleton
    ImageIntake images(IngestConfig config) {
        return new ImageIntake(new ImageLimits(config.maxBytes(), config.maxPixels(), config.maxTime()));
    }

    @Produces
    @Singleton
    ArrivalIntake arrivals(IngestConfig config, ImageIntake images, Definitions definitions, MinioBucket bucket,
            DatasetCatalog catalog, EventRecorder recorder) {
        return new ArrivalIntake(definitions, bucket, images, catalog, recorder, config.maxBytes(), decoders(config));
    }

    @Produces
    @Singleton
    NotificationIntake notifications(ThawConfig config, DatasetCatalog catalog, EventPublisher publisher, IngestMeters meters) {
        return new NotificationIntake(config.bucket(), catalog, publisher::publishAndWait, meters::ignored);
    }

    @Produces
    @Singleton
    BucketReconciliation reconciliation(MinioBucket bucket, DatasetCatalog catalog, Definitions definitions,
            EventPublisher publisher) {
        return new BucketReconciliation(bucket, catalog, new PassedReasons(definitions), publisher::publishAndWait);
    }

    @Produces
    @Singleton
    HeldRelease heldRelease(DatasetCatalog catalog, Definitions definitions, EventReaders readers, EventPublisher publisher) {
        return new HeldRelease(catalog, new PassedReasons(definitions), new HeldTopic(readers), publisher::publishAndWait);
    }
}
