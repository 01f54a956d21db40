package dev.thaw.ingest.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the catalog is rebuilt from the topics. */
@Readiness
@Singleton
class CatalogHealth implements HealthCheck {
    private final CatalogFollower follower;

    @Inject
    CatalogHealth(CatalogFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("catalog").status(follower.complete()).build();
    }
}
