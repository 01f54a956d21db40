package dev.thaw.platform.command;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.supervise.BackgroundPlatform;
import dev.thaw.platform.supervise.PlatformState;
import dev.thaw.platform.supervise.WorkDirectory;
import picocli.CommandLine.Option;

/** Which platform a command talks to: the one on a work directory of this machine, or a Kafka and an S3 that run elsewhere. */
public final class PlatformOptions {

    @Option(names = "--work", paramLabel = "DIR", description = "data directory of the platform on this machine (default: .thaw)")
    private Path work;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "a Kafka that runs elsewhere, instead of --work's")
    private String kafka;

    @Option(names = "--s3", paramLabel = "URL", description = "the S3 server that belongs to --kafka")
    private String s3;

    @Option(names = "--s3-access-key", paramLabel = "KEY", defaultValue = "${env:THAW_S3_ACCESS_KEY}", description = "default: the environment's THAW_S3_ACCESS_KEY")
    private String accessKey;

    @Option(names = "--s3-secret-key-file", paramLabel = "FILE", description = "holds the secret and nothing else (default: the environment's THAW_S3_SECRET_KEY)")
    private Path secretKeyFile;

    @Option(names = "--s3-ca-certificate", paramLabel = "FILE", defaultValue = "${env:THAW_S3_CA_CERTIFICATE}", description = "PEM file of the certificates that an https S3 server is trusted by (default: the environment's THAW_S3_CA_CERTIFICATE, else those that Java trusts)")
    private Path certificates;

    @Option(names = "--kafka-config", paramLabel = "FILE", defaultValue = "${env:THAW_KAFKA_CONFIG}", description = "Kafka client properties, such as security.protocol, as Kafka's own tools take them (default: the environment's THAW_KAFKA_CONFIG)")
    private Path kafkaConfig;

    @Option(names = "--bucket", paramLabel = "NAME", defaultValue = "thaw", description = "default: ${DEFAULT-VALUE}")
    private String bucket;

    @Option(names = "--topic-prefix", paramLabel = "PREFIX", defaultValue = "", description = "put before every topic's name")
    private String topicPrefix;

    /** The root of the project, where everything is built. */
    public static Path root() {
        String root = System.getProperty("thaw.root");
        return Path.of(root == null ? "" : root).toAbsolutePath().normalize();
    }

    public WorkDirectory work() {
        return new WorkDirectory(work == null ? root().resolve(".thaw") : work);
    }

    /** The addresses if they were given. */
    public Optional<PlatformAddress> elsewhere() {
        if (kafka == null && s3 == null) {
            return Optional.empty();
        }
        String secretKey = secretKey();
        if (kafka == null || s3 == null || accessKey == null || secretKey == null) {
            throw new CommandException(
                    "a platform that runs elsewhere needs --kafka, --s3, --s3-access-key, and the secret in the"
                            + " environment's THAW_S3_SECRET_KEY or in --s3-secret-key-file");
        }
        if (!s3.matches("https?://[^/]+/?")) {
            throw new CommandException(
                    "--s3 takes an address such as http://localhost:9000 or https://s3.example.com, not " + s3);
        }
        return Optional.of(new PlatformAddress(kafka, s3, accessKey, secretKey, bucket, topicPrefix, kafkaSettings(),
                certificates == null ? null : certificates.toString()));
    }

    /** Never an argument: those are in the list of processes, for everyone to see. */
    private String secretKey() {
        return secretKeyFile == null ? System.getenv("THAW_S3_SECRET_KEY") : text(secretKeyFile).strip();
    }

    private Map<String, String> kafkaSettings() {
        Map<String, String> settings = new HashMap<>();
        if (kafkaConfig != null) {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(text(kafkaConfig)));
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandException(kafkaConfig + " is not a properties file: " + e.getMessage(), e);
            }
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        return settings;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read", e);
        }
    }

    /** The platform in the background, if one runs on the work directory. */
    Optional<PlatformState> running() throws IOException {
        return BackgroundPlatform.running(work());
    }

    /** Connects to a platform that must be running. */
    PlatformConnection connect() throws IOException {
        Optional<PlatformAddress> elsewhere = elsewhere();
        if (elsewhere.isPresent()) {
            return new PlatformConnection(elsewhere.get());
        }
        PlatformState state = running().orElseThrow(() -> new CommandException(
                "no platform is running on " + work().path() + "; start one with: thaw up --work " + work().path()));
        if (!state.ready()) {
            throw new CommandException("the platform on " + work().path() + " is still starting; try again in a few seconds");
        }
        return new PlatformConnection(state.address());
    }
}
