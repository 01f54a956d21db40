package dev.thaw.platform.supervise;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.KafkaServer;
import dev.thaw.servers.LocalServer;
import dev.thaw.servers.Ports;

/** A broker that demands TLS, a password and a right for everything, and an S3 server that demands TLS and keys. */
final class SecuredServers implements AutoCloseable {
    static final String ADMIN = "admin";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private final Path directory;
    private final KafkaServer kafka;
    private final SecuredStore store;
    private ServerCertificate certificate;
    private ChildJvm broker;

    /** @param ports whose file lies in the same directory */
    SecuredServers(Path directory, Ports ports, SecuredStore store) throws IOException {
        this.directory = directory;
        this.store = store;
        kafka = new KafkaServer(directory.resolve("kafka"), directory.resolve("kafka.log"), ports.free("kafka"),
                ports.free("controller"));
    }

    void start(List<String> users) throws Exception {
        certificate = ServerCertificate.make(directory);
        broker = startBroker(users);
        store.start(certificate, users);
    }

    /** How a user gets in. */
    PlatformAddress address(String user) {
        return new PlatformAddress(kafka.bootstrapServers(), store.endpoint(), store.accessKey(user), store.secretKey(user),
                "thaw", "", Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", login(user, password(user)),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", certificate().toString()),
                certificate().toString());
    }

    /** The address of who does not know the password. */
    PlatformAddress stranger(String user) {
        PlatformAddress known = address(user);
        Map<String, String> settings = new HashMap<>(known.kafkaSettings());
        settings.put("sasl.jaas.config", login(user, "guessed"));
        return new PlatformAddress(known.bootstrapServers(), known.s3Endpoint(), known.accessKey(), "guessed", known.bucket(), "",
                settings, known.s3Certificates());
    }

    Path certificate() {
        return certificate.pem();
    }

    static String password(String user) {
        return user + "-password";
    }

    private Map<String, String> brokerSettings(List<String> users) {
        String listener = "listener.name.sasl_ssl.";
        String known = users.stream().map(user -> "user_" + user + "=\"" + password(user) + "\"")
                .collect(Collectors.joining(" "));
        return Map.ofEntries(
                Map.entry("listeners", "SASL_SSL://" + kafka.bootstrapServers() + ",CONTROLLER://127.0.0.1:"
                        + kafka.controllerPort()),
                Map.entry("advertised.listeners", "SASL_SSL://" + kafka.bootstrapServers()),
                Map.entry("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "SASL_SSL"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry(listener + "sasl.enabled.mechanisms", "PLAIN"),
                Map.entry(listener + "plain.sasl.jaas.config",
                        login(ADMIN, password(ADMIN)).replace(";",
                                " user_" + ADMIN + "=\"" + password(ADMIN) + "\" " + known + ";")),
                Map.entry(listener + "ssl.keystore.type", "PKCS12"),
                Map.entry(listener + "ssl.keystore.location", certificate.keyStore().toString()),
                Map.entry(listener + "ssl.keystore.password", ServerCertificate.STORE_PASSWORD),
                Map.entry(listener + "ssl.truststore.type", "PEM"),
                Map.entry(listener + "ssl.truststore.location", certificate().toString()),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                // the controller's own port knows no names; no client reaches it
                Map.entry("super.users", "User:" + ADMIN + ";User:ANONYMOUS"));
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\"" + password
                + "\";";
    }

    /** The usual broker with other settings: its last argument is a file of them. */
    private ChildJvm startBroker(List<String> users) throws IOException, InterruptedException {
        Properties properties = new Properties();
        properties.putAll(brokerSettings(users));
        Path file = directory.resolve("broker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        LocalServer usual = kafka.server();
        ChildSpec spec = usual.spec();
        List<String> arguments = Stream.concat(spec.arguments().stream(), Stream.of(file.toString())).toList();
        return new LocalServer(new ChildSpec(spec.name(), spec.jvmOptions(), spec.classPath(), spec.mainClass(), arguments,
                spec.environment(), spec.log()), usual.readiness(), LIMIT).start();
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
        store.close();
    }
}
