package dev.thaw.ingest.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.TrainingRequested;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what was decided: {@code thaw_images_ingested_total}, {@code _duplicates_total}, {@code _rejected_total}, {@code thaw_training_requests_total}. */
@Singleton
class IngestMeters {
    private static final ObjectMapper JSON = EventCodec.json();
    private final MeterRegistry registry;

    @Inject
    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void recorded(Event event) {
        if (event instanceof ImageIngested ingested) {
            registry.counter(ingested.duplicate() ? "thaw.images.duplicates" : "thaw.images.ingested", "dataset",
                    ingested.dataset()).increment();
        } else if (event instanceof ImageRejected rejected) {
            // the name that the reason has on the topic
            String reason = JSON.convertValue(rejected.reason(), String.class);
            registry.counter("thaw.images.rejected", "reason", reason).increment();
        } else if (event instanceof TrainingRequested requested) {
            registry.counter("thaw.training.requests", "dataset", requested.dataset()).increment();
        }
    }
}
