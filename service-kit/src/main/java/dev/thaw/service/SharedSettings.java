package dev.thaw.service;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;

import dev.thaw.contract.bucket.TrustedCertificates;

/** Checks what all services are told. */
@Singleton
class SharedSettings implements StartupCheck {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");
    private static final Pattern BROKER = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s,:/]+):\\d{1,5}");
    private final ThawConfig config;
    private final KafkaConnection connection;

    @Inject
    SharedSettings(ThawConfig config, KafkaConnection connection) {
        this.config = config;
        this.connection = connection;
    }

    @Override
    public List<String> mistakes() {
        Mistakes mistakes = new Mistakes();
        s3(mistakes, config.s3());
        mistakes.unless(BUCKET.matcher(config.bucket()).matches(),
                "thaw.bucket must be 3 to 63 small letters, digits, '.' and '-', not \"" + config.bucket() + "\"");
        String prefix = config.topicPrefix().orElse("");
        mistakes.unless(PREFIX.matcher(prefix).matches(),
                "thaw.topic-prefix must be letters, digits, '.', '_' and '-', not \"" + prefix + "\"");
        String brokers = String.valueOf(connection.properties().get("bootstrap.servers"));
        for (String broker : brokers.split(",", -1)) {
            mistakes.unless(BROKER.matcher(broker.strip()).matches(),
                    "kafka.bootstrap.servers must be HOST:PORT, or several with commas, not \"" + brokers + "\"");
        }
        kafka(mistakes, connection.properties());
        writable(mistakes, config.cacheDirectory());
        mistakes.atLeast("thaw.feature-bank-mebibytes", config.featureBankMebibytes(), 1);
        mistakes.positive("thaw.startup-patience", config.startupPatience());
        mistakes.atLeast("thaw.topics.partitions", config.topics().partitions(), 1);
        mistakes.unless(config.topics().replication() == -1 || config.topics().replication() >= 1,
                "thaw.topics.replication must be at least 1, or -1 for the broker's default, not "
                        + config.topics().replication());
        return mistakes.list();
    }

    private static void kafka(Mistakes mistakes, Map<String, Object> properties) {
        for (String key : List.of("ssl.truststore.location", "ssl.keystore.location")) {
            Object file = properties.get(key);
            mistakes.unless(file == null || Files.isReadable(Path.of(file.toString())),
                    "kafka." + key + ": " + file + " cannot be read");
        }
        try {
            // what every Kafka client of this service is told
            new AdminClientConfig(properties);
        } catch (ConfigException e) {
            mistakes.add("kafka.*: " + e.getMessage());
        }
    }

    private static void s3(Mistakes mistakes, ThawConfig.S3 s3) {
        mistakes.unless(server(s3.endpoint()),
                "thaw.s3.endpoint must be http:// or https:// with a host and perhaps a port, not \"" + s3.endpoint() + "\"");
        Secret.check(mistakes, "thaw.s3.access-key", s3.accessKey(), s3.accessKeyFile());
        Secret.check(mistakes, "thaw.s3.secret-key", s3.secretKey(), s3.secretKeyFile());
        s3.caCertificate().ifPresent(file -> {
            try {
                TrustedCertificates.read(file);
            } catch (IOException e) {
                mistakes.add("thaw.s3.ca-certificate: " + e.getMessage());
            }
        });
    }

    private static boolean server(String address) {
        try {
            URI uri = new URI(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
                    && uri.getRawQuery() == null && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void writable(Mistakes mistakes, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "check", null));
        } catch (IOException e) {
            mistakes.add("thaw.cache-directory: nothing can be written to " + directory
                    + "; make it writable or name another directory");
        }
    }
}
