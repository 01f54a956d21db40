package dev.thaw.service;

import java.io.IOException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.MinioBucket;

/** Ready while the S3 server answers. */
@Readiness
@Singleton
class BucketHealth implements HealthCheck {
    private final MinioBucket bucket;

    @Inject
    BucketHealth(MinioBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            // of all that is there, every service has a right to this one
            bucket.size(BucketLayout.contract());
            return HealthCheckResponse.up("bucket");
        } catch (IOException e) {
            return HealthCheckResponse.named("bucket").down().withData("reason", e.getMessage()).build();
        }
    }
}
