package dev.thaw.service;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the broker answers. Liveness does not ask: who waits for a broker must not be restarted for it. */
@Readiness
@Singleton
class BrokerHealth implements HealthCheck {
    private static final int PATIENCE_SECONDS = 3;
    private final Admin admin;

    @Inject
    BrokerHealth(KafkaConnection connection) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put("reconnect.backoff.max.ms", 5000);
        this.admin = Admin.create(properties);
    }

    @Override
    public HealthCheckResponse call() {
        try {
            admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return HealthCheckResponse.up("broker");
        } catch (ExecutionException e) {
            return down(e.getCause().getMessage());
        } catch (TimeoutException e) {
            return down("no answer within " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("interrupted");
        }
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named("broker").down().withData("reason", reason).build();
    }

    @PreDestroy
    void close() {
        admin.close();
    }
}
