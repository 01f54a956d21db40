package dev.thaw.platform.supervise;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import dev.thaw.contract.event.Topic;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.demo.SampleImages;
import dev.thaw.platform.endtoend.ThawCommand;
import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.LocalServer;
import dev.thaw.servers.Ports;

/** The three services and the command on secured servers, each with the rights on Kafka that the page on security lists. */
final class SecuredPlatform implements AutoCloseable {
    static final String COMMAND = "command";
    static final String REBUILD = "rebuild";
    static final String DEAD_LETTERS = "dead-letters";
    /** As the page lists them. */
    static final List<String> PRINCIPALS = Stream.concat(Services.NAMES.stream(), Stream.of(COMMAND, REBUILD, DEAD_LETTERS))
            .toList();
    static final Path ROOT = Path.of(System.getProperty("thaw.root"));
    static final Path PAGE = ROOT.resolve("docs").resolve("security.md");
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String PLAN = """
            batchSize: 8
            augmentation: {flip: none, variants: 1}
            stages:
            - {name: head, thaw: none, learningRate: 0.003, epochs: 4, patience: 4}
            """;
    private final Path directory;
    private final SecuredServers servers;
    private final List<ChildJvm> services = new ArrayList<>();
    private final StringBuilder outputs = new StringBuilder();

    SecuredPlatform(Path directory, SecuredServers servers) {
        this.directory = directory;
        this.servers = servers;
    }

    /** @param environment of the services, beside what they need to get in */
    void start(Map<String, String> environment) throws Exception {
        servers.start(PRINCIPALS);
        try (Admin admin = Admin.create(servers.address(SecuredServers.ADMIN).kafkaProperties())) {
            admin.createTopics(Stream.of(Topic.values()).flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterName()))
                    .map(name -> new NewTopic(name, Optional.of(1), Optional.empty())).toList()).all().get();
            admin.createAcls(Rights.of(PAGE, PRINCIPALS).bindings()).all().get();
        }
        WorkDirectory work = new WorkDirectory(directory.resolve("work"));
        for (String name : Services.NAMES) {
            LocalServer usual = new Services(ROOT, work).server(name, servers.address(name), freePort(name));
            services.add(with(environment, usual).start());
        }
        SampleImages.render(directory.resolve("images"), 16);
        Files.writeString(directory.resolve("plan.yaml"), PLAN);
        try (InputStream base = SampleImages.class.getResourceAsStream("/demo/textures.keras")) {
            Files.copy(base, directory.resolve("textures.keras"));
        }
    }

    /** A service that is to refuse its configuration. @return what it wrote until it ended */
    ChildJvm refusing(String name, String user, Map<String, String> environment) throws IOException, InterruptedException {
        WorkDirectory work = new WorkDirectory(directory.resolve("refusing").resolve(name));
        LocalServer usual = new Services(ROOT, work).server(name, servers.address(user), freePort("refusing-" + name));
        ChildJvm child = ChildJvm.start(with(environment, usual).spec());
        try {
            await().atMost(LIMIT).until(() -> !child.alive());
            return child;
        } finally {
            child.close();
        }
    }

    /** From images to a decision. */
    ThawCommand.Outcome run(String dataset) throws IOException, InterruptedException {
        return thaw(COMMAND, "run", "--work", directory.resolve("work"), "--dataset", dataset, "--images",
                directory.resolve("images"), "--base", directory.resolve("textures.keras"), "--plan",
                directory.resolve("plan.yaml"));
    }

    /** A command, with how its user gets in behind it. */
    ThawCommand.Outcome thaw(String user, Object... arguments) throws IOException, InterruptedException {
        PlatformAddress address = servers.address(user);
        Path secret = Files.writeString(directory.resolve(user + "-secret"), address.secretKey() + "\n");
        List<Object> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--kafka", address.bootstrapServers(), "--kafka-config", clientProperties(address), "--s3",
                address.s3Endpoint(), "--s3-access-key", address.accessKey(), "--s3-secret-key-file", secret,
                "--s3-ca-certificate", servers.certificate()));
        ThawCommand.Outcome outcome = new ThawCommand(directory).run(all.toArray());
        outputs.append(outcome.out()).append(outcome.err());
        return outcome;
    }

    private static LocalServer with(Map<String, String> more, LocalServer usual) {
        ChildSpec spec = usual.spec();
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.put("THAW_TOPICS_CREATE", "false");
        environment.putAll(more);
        return new LocalServer(new ChildSpec(spec.name(), spec.jvmOptions(), spec.classPath(), spec.mainClass(), spec.arguments(),
                environment, spec.log()), usual.readiness(), LIMIT);
    }

    private Path clientProperties(PlatformAddress address) throws IOException {
        Properties properties = new Properties();
        properties.putAll(address.kafkaSettings());
        Path file = directory.resolve("client.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    /** None that the system gives to an outgoing connection before the service is up. */
    private int freePort(String name) throws IOException {
        return Ports.in(directory.resolve("service-ports.properties")).free(name);
    }

    /** What the services wrote. */
    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (ChildJvm service : services) {
            logs.append('\n').append(service.name()).append(":\n").append(service.output());
        }
        return logs.toString();
    }

    /** What all commands so far printed. */
    String outputs() {
        return outputs.toString();
    }

    @Override
    public void close() {
        services.forEach(ChildJvm::close);
        servers.close();
    }
}
