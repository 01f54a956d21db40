package dev.thaw.platform.connection;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a platform's Kafka and S3 are, and how one gets in.
 *
 * @param topicPrefix put before every topic's name; may be empty
 * @param kafkaSettings what Kafka clients need beside the address, such as {@code security.protocol}; may be empty
 * @param s3Certificates a PEM file of the certificates that the S3 server is trusted by; null: those that Java trusts
 */
public record PlatformAddress(String bootstrapServers, String s3Endpoint, String accessKey, String secretKey, String bucket,
        String topicPrefix, Map<String, String> kafkaSettings, String s3Certificates) {

    public PlatformAddress {
        kafkaSettings = kafkaSettings == null ? Map.of() : Map.copyOf(kafkaSettings);
    }

    /** Of a platform that needs no more than its addresses and keys. */
    public PlatformAddress(String bootstrapServers, String s3Endpoint, String accessKey, String secretKey, String bucket,
            String topicPrefix) {
        this(bootstrapServers, s3Endpoint, accessKey, secretKey, bucket, topicPrefix, Map.of(), null);
    }

    /** For Kafka clients. */
    public Map<String, Object> kafkaProperties() {
        Map<String, Object> properties = new HashMap<>(kafkaSettings);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    /** Without what opens doors: an address may end up in a log. */
    @Override
    public String toString() {
        return "Kafka " + bootstrapServers + ", S3 " + s3Endpoint + ", bucket " + bucket;
    }
}
