package dev.thaw.service;

import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.common.annotation.Identifier;

/** How Kafka clients of this service reach the broker: every {@code kafka.*} property, the same that the channels use. */
@Singleton
public class KafkaConnection {
    private final Map<String, Object> properties;

    @Inject
    KafkaConnection(@Identifier("default-kafka-broker") Map<String, Object> properties) {
        Map<String, Object> connection = new HashMap<>(properties);
        // belongs to the channels: a reader without a group and a producer would warn about it
        connection.remove("group.id");
        this.properties = Map.copyOf(connection);
    }

    /** Client properties, at least {@code bootstrap.servers}. */
    public Map<String, Object> properties() {
        return properties;
    }
}
