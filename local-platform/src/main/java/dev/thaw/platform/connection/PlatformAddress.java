package dev.thaw.platform.connection;

import java.util.Map;

/**
 * Where a platform's Kafka and S3 are.
 *
 * @param topicPrefix put before every topic's name; may be empty
 */
public record PlatformAddress(String bootstrapServers, String s3Endpoint, String accessKey, String secretKey, String bucket,
        String topicPrefix) {

    /** For Kafka clients. */
    public Map<String, Object> kafkaProperties() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }
}
