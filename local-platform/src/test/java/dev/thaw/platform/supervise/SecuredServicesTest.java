package dev.thaw.platform.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.Topic;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.demo.SampleImages;
import dev.thaw.platform.endtoend.ThawCommand;
import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.LocalServer;

/** The services with no more than the rights that the page on security lists, on servers that let in nobody else. */
class SecuredServicesTest {
    private static final String COMMAND = "command";
    private static final Path ROOT = Path.of(System.getProperty("thaw.root"));
    private static final String PLAN = """
            batchSize: 8
            augmentation: {flip: none, variants: 1}
            stages:
            - {name: head, thaw: none, learningRate: 0.003, epochs: 4, patience: 4}
            """;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    @TempDir
    static Path directory;
    private static SecuredServers servers;
    private static final List<ChildJvm> SERVICES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        List<String> principals = Stream.concat(Services.NAMES.stream(), Stream.of(COMMAND)).toList();
        servers = new SecuredServers(directory.resolve("servers"));
        servers.start(principals);
        try (Admin admin = Admin.create(servers.address(SecuredServers.ADMIN).kafkaProperties())) {
            admin.createTopics(Stream.of(Topic.values()).flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterName()))
                    .map(name -> new NewTopic(name, Optional.of(1), Optional.empty())).toList()).all().get();
            admin.createAcls(Rights.of(ROOT.resolve("docs").resolve("security.md"), principals).bindings()).all().get();
        }
        WorkDirectory work = new WorkDirectory(directory.resolve("work"));
        for (String name : Services.NAMES) {
            SERVICES.add(service(new Services(ROOT, work).server(name, servers.address(name), freePort())).start());
        }
    }

    @AfterAll
    static void stop() {
        SERVICES.forEach(ChildJvm::close);
        servers.close();
    }

    @Test
    void imagesBecomeAModelWithTheRightsThatThePageLists() throws Exception {
        // given
        SampleImages.render(directory.resolve("images"), 16);
        Files.writeString(directory.resolve("plan.yaml"), PLAN);
        try (InputStream base = SampleImages.class.getResourceAsStream("/demo/textures.keras")) {
            Files.copy(base, directory.resolve("textures.keras"));
        }
        PlatformAddress address = servers.address(COMMAND);
        Path secret = Files.writeString(directory.resolve("secret"), address.secretKey() + "\n");

        // when
        ThawCommand.Outcome outcome = new ThawCommand(directory).run("run", "--work", directory.resolve("work"), "--kafka",
                address.bootstrapServers(), "--kafka-config", clientProperties(address), "--s3", address.s3Endpoint(),
                "--s3-access-key", address.accessKey(), "--s3-secret-key-file", secret, "--s3-ca-certificate",
                servers.certificate(), "--dataset", "steel", "--images", directory.resolve("images"), "--base",
                directory.resolve("textures.keras"), "--plan", directory.resolve("plan.yaml"));

        // then
        assertThat(outcome.status()).as(outcome.out() + outcome.err() + logs()).isZero();
        assertThat(outcome.out()).contains("Decision: PROMOTED");
        assertThat(logs()).doesNotContain("TopicAuthorizationException").doesNotContain("Not authorized")
                .doesNotContain(address.secretKey()).doesNotContain("-password");
    }

    @Test
    void whoHasNoRightOrNoPasswordIsKeptOut() throws Exception {
        RunState forged = new RunState("steel", "forged", RunState.State.PROMOTED, 1, null, null, 1, java.time.Instant.now());
        try (PlatformConnection connection = new PlatformConnection(servers.address(COMMAND))) {
            assertThatThrownBy(() -> connection.writer().write(forged)).isInstanceOf(IOException.class)
                    .hasMessageContaining("Not authorized to access topics: [runs]");
        }
        try (PlatformConnection connection = new PlatformConnection(servers.stranger(COMMAND));
                Admin admin = Admin.create(servers.stranger(COMMAND).kafkaProperties())) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> connection.bucket().get("contract.json")).isInstanceOf(IOException.class)
                    .hasMessageContaining("SignatureDoesNotMatch");
        }
    }

    private static LocalServer service(LocalServer usual) {
        ChildSpec spec = usual.spec();
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.put("THAW_TOPICS_CREATE", "false");
        return new LocalServer(new ChildSpec(spec.name(), spec.jvmOptions(), spec.classPath(), spec.mainClass(), spec.arguments(),
                environment, spec.log()), usual.readiness(), LIMIT);
    }

    private static Path clientProperties(PlatformAddress address) throws IOException {
        Properties properties = new Properties();
        properties.putAll(address.kafkaSettings());
        Path file = directory.resolve("client.properties");
        try (java.io.OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (ChildJvm service : SERVICES) {
            logs.append('\n').append(service.name()).append(":\n").append(service.output());
        }
        return logs.toString();
    }
}
