package dev.thaw.platform.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.endtoend.ThawCommand;
import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.Ports;

/** The services with no more than the rights that the page on security lists, on servers that let in nobody else. */
class SecuredServicesTest {
    @TempDir
    static Path directory;
    private static SecuredServers servers;
    private static SecuredPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        Path home = Files.createDirectories(directory.resolve("servers"));
        Ports ports = Ports.in(home.resolve("ports.properties"));
        servers = new SecuredServers(home, ports, new SecuredS3Proxy(home, ports));
        platform = new SecuredPlatform(directory, servers);
        platform.start(Map.of());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void imagesBecomeAModelWithTheRightsThatThePageListsAndNoSecretIsToldAnywhere() throws Exception {
        // when
        ThawCommand.Outcome outcome = platform.run("steel");

        // then
        assertThat(outcome.status()).as(outcome.out() + outcome.err() + platform.logs()).isZero();
        assertThat(outcome.out()).contains("Decision: PROMOTED");
        assertThat(platform.logs()).doesNotContain("TopicAuthorizationException").doesNotContain("Not authorized");
        noSecretIn("what the services wrote", platform.logs());
        noSecretIn("what the command printed", platform.outputs());
        // the broker's own files are its topics, byte for byte; the server's are the bucket, with models and reports
        for (String place : List.of("servers/kafka", "servers/kafka.log", "servers/s3", "servers/s3.log", "work")) {
            for (Path file : files(directory.resolve(place))) {
                noSecretIn(file.toString(), text(file));
            }
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            // a file of the broker's that was never meant to last
            return "";
        }
    }

    @Test
    void noSecretIsInTheListOfProcesses() {
        List<String> own = ProcessHandle.current().descendants()
                .map(process -> process.info().commandLine().orElse("")).toList();

        // broker, S3 server and services
        assertThat(own).hasSizeGreaterThanOrEqualTo(2 + Services.NAMES.size());
        own.forEach(line -> noSecretIn(line, line));
    }

    @Test
    void whoHasNoRightOrNoPasswordIsKeptOut() throws Exception {
        RunState forged = new RunState("steel", "forged", RunState.State.PROMOTED, 1, null, null, 1, Instant.now());
        try (PlatformConnection connection = new PlatformConnection(servers.address(SecuredPlatform.COMMAND))) {
            assertThatThrownBy(() -> connection.writer().write(forged)).isInstanceOf(IOException.class)
                    .hasMessageContaining("Not authorized to access topics: [runs]");
        }
        PlatformAddress stranger = servers.stranger(SecuredPlatform.COMMAND);
        try (PlatformConnection connection = new PlatformConnection(stranger);
                Admin admin = Admin.create(stranger.kafkaProperties())) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> connection.bucket().get("contract.json")).isInstanceOf(IOException.class)
                    .hasMessageContaining("SignatureDoesNotMatch");
        }
    }

    @Test
    void aServiceThatIsConfiguredWrongSaysEveryMistakeInASentenceAndEnds() throws Exception {
        // given
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.TRAINING_PROGRESS.topicName());
        cleanup(topic, "compact");

        // when
        ChildJvm topics = platform.refusing("evaluator", SecuredServers.ADMIN, Map.of());
        cleanup(topic, "delete");
        ChildJvm settings = platform.refusing("trainer", "trainer", Map.of("THAW_S3_SECRET_KEY", "", "QUARKUS_HTTP_PORT",
                "99999", "KAFKA_SSL_TRUSTSTORE_LOCATION", "/nowhere/ca.pem", "THAW_TRAINER_MAX_ATTEMPTS", "-1"));
        ChildJvm rights = platform.refusing("ingest", "trainer", Map.of("THAW_STARTUP_PATIENCE", "PT2S", "THAW_S3_SECRET_KEY",
                "guessed", "KAFKA_SASL_JAAS_CONFIG", servers.stranger("ingest").kafkaSettings().get("sasl.jaas.config")));

        // then
        assertThat(topics.output()).contains("the topic training.progress has cleanup.policy=compact, but it must be delete");
        assertThat(settings.output()).contains("the configuration has 4 mistakes", "thaw.s3.secret-key is missing",
                "quarkus.http.port must be 0 to 65535, not 99999",
                "kafka.ssl.truststore.location: /nowhere/ca.pem cannot be read", "thaw.trainer.max-attempts must be at least 1");
        assertThat(rights.output()).contains("the configuration has 2 mistakes", "AccessDenied",
                "Authentication failed");
        for (ChildJvm refusing : List.of(topics, settings, rights)) {
            assertThat(refusing.waitFor()).as(refusing.output()).isEqualTo(1);
            assertThat(refusing.output()).doesNotContain("\tat ");
            noSecretIn(refusing.name(), refusing.output());
        }
    }

    private static void cleanup(ConfigResource topic, String policy) throws Exception {
        try (Admin admin = Admin.create(servers.address(SecuredServers.ADMIN).kafkaProperties())) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(
                    new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET)))).all().get();
        }
    }

    private static void noSecretIn(String where, String text) {
        Stream.concat(SecuredPlatform.PRINCIPALS.stream().map(SecuredServers::password),
                Stream.of(servers.address(SecuredPlatform.COMMAND).secretKey(), SecuredServers.password(SecuredServers.ADMIN)))
                .forEach(secret -> assertThat(text.contains(secret)).as(secret + " in " + where).isFalse());
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> found = Files.walk(place)) {
            return found.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            // the broker took a file away while the tree was walked
            return files(place);
        }
    }
}
