package dev.thaw.service;

import java.io.IOException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.thaw.contract.bucket.MinioBucket;

/** Ready while the S3 server answers. */
@Readiness
@Singleton
class BucketHealth implements HealthCheck {
    private static final String NO_OBJECT = "health";
    private final MinioBucket bucket;

    @Inject
    BucketHealth(MinioBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            bucket.size(NO_OBJECT);
            return HealthCheckResponse.up("bucket");
        } catch (IOException e) {
            return HealthCheckResponse.named("bucket").down().withData("reason", e.getMessage()).build();
        }
    }
}
