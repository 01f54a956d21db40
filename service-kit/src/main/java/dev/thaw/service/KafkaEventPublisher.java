package dev.thaw.service;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.kafka.EventWriter;

/**
 * Publishes events as CloudEvents, acknowledged by all replicas. It wraps the contract's one idempotent producer rather than
 * a channel per topic, so that a service writes the same bytes as every other client of the contract, keeps the order of
 * what it says about one key, and can wait for the broker wherever the next step depends on it.
 */
@Singleton
class KafkaEventPublisher implements EventPublisher {
    private final EventWriter writer;

    @Inject
    KafkaEventPublisher(KafkaConnection connection, ThawConfig config,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.writer = new EventWriter(connection.properties(), config.topicPrefix().orElse(""), "urn:thaw:" + application);
    }

    @Override
    public CompletionStage<Void> publish(Event event) {
        return writer.send(event).thenApply(metadata -> null);
    }

    @Override
    public void publishAndWait(Event event) throws IOException, InterruptedException {
        writer.write(event);
    }

    @PreDestroy
    void close() {
        writer.close();
    }
}
