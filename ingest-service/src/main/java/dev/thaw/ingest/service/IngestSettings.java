package dev.thaw.ingest.service;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.thaw.service.Mistakes;
import dev.thaw.service.StartupCheck;

/** Checks what ingest is told. */
@Singleton
class IngestSettings implements StartupCheck {
    private final IngestConfig config;

    @Inject
    IngestSettings(IngestConfig config) {
        this.config = config;
    }

    @Override
    public List<String> mistakes() {
        Mistakes mistakes = new Mistakes()
                .atLeast("thaw.ingest.max-bytes", config.maxBytes(), 1)
                .atLeast("thaw.ingest.max-pixels", config.maxPixels(), 1)
                .positive("thaw.ingest.max-time", config.maxTime())
                .atLeast("thaw.ingest.decoders", config.decoders().orElse(1), 1)
                .unless(!config.reconcileEvery().isNegative(),
                        "thaw.ingest.reconcile-every must not be negative, but it is " + config.reconcileEvery());
        if (config.datasets().isPresent()) {
            StartupDatasets.directory(config).mistakes().forEach(mistakes::add);
        }
        return mistakes.list();
    }
}
