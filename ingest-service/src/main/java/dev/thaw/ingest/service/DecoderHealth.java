package dev.thaw.ingest.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import dev.thaw.image.ImageIntake;

/**
 * Alive unless as many decoders hang as there may be: each holds a core and memory that only the end of the process gives back.
 * The images are answered by then, so that a new process does not decode them again.
 */
@Liveness
@Singleton
class DecoderHealth implements HealthCheck {
    private final ImageIntake images;
    private final IngestConfig config;

    @Inject
    DecoderHealth(ImageIntake images, IngestConfig config) {
        this.images = images;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        int stuck = images.stuckDecoders();
        return HealthCheckResponse.named("decoders").status(stuck < IngestBeans.decoders(config)).withData("stuck", stuck)
                .build();
    }
}
