package dev.thaw.ingest.service;

import java.util.Locale;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.ingest.notification.NotificationIntake;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was decided: {@code thaw_images_ingested_total}, {@code _duplicates_total}, {@code _held_total}, {@code _rejected_total}, {@code thaw_training_requests_total}. */
@Singleton
class IngestMeters {
    private static final ObjectMapper JSON = EventCodec.json();
    private final MeterRegistry registry;

    @Inject
    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A notification of the S3 server that was passed over: {@code thaw_notifications_ignored_total}. */
    void ignored(NotificationIntake.Ignored why) {
        registry.counter("thaw.notifications.ignored", "reason", why.name().toLowerCase(Locale.ROOT)).increment();
    }

    /** Originals that nobody had told of: {@code thaw_images_reconciled_total}. */
    void reconciled(int found) {
        registry.counter("thaw.images.reconciled").increment(found);
    }

    void recorded(Event event) {
        if (event instanceof ImageIngested ingested) {
            registry.counter(ingested.duplicate() ? "thaw.images.duplicates" : "thaw.images.ingested", "dataset",
                    ingested.dataset()).increment();
        } else if (event instanceof ImageRejected rejected) {
            // the name that the reason has on the topic
            String reason = JSON.convertValue(rejected.reason(), String.class);
            registry.counter("thaw.images.rejected", "reason", reason).increment();
        } else if (event instanceof ImageHeld held) {
            registry.counter("thaw.images.held", "dataset", held.key()).increment();
        } else if (event instanceof TrainingRequested requested) {
            registry.counter("thaw.training.requests", "dataset", requested.dataset()).increment();
        }
    }
}
