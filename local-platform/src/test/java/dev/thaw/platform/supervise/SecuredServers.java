package dev.thaw.platform.supervise;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.KafkaServer;
import dev.thaw.servers.LocalServer;
import dev.thaw.servers.Ports;
import dev.thaw.servers.Readiness;
import dev.thaw.servers.S3Server;

/** A broker that demands TLS, a password and a right for everything, and an S3 server that demands TLS and keys. */
final class SecuredServers implements AutoCloseable {
    static final String ADMIN = "admin";
    private static final String STORE_PASSWORD = "not-a-secret";
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private final Path directory;
    private final KafkaServer kafka;
    private final S3Server s3;
    private final int securePort;
    private ChildJvm broker;
    private ChildJvm store;

    SecuredServers(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        Ports ports = Ports.in(directory.resolve("ports.properties"));
        kafka = new KafkaServer(directory.resolve("kafka"), directory.resolve("kafka.log"), ports.free("kafka"),
                ports.free("controller"));
        s3 = new S3Server(directory.resolve("s3"), directory.resolve("s3.log"), ports.free("s3"));
        securePort = ports.free("s3-tls");
    }

    void start(List<String> users) throws Exception {
        makeCertificate();
        broker = start(kafka.server(), "broker.properties", brokerSettings(users), server -> server.readiness());
        store = start(s3.server(), "s3.properties", Map.of(
                "s3proxy.secure-endpoint", "https://127.0.0.1:" + securePort,
                "s3proxy.keystore-path", directory.resolve("server.p12").toString(),
                "s3proxy.keystore-password", STORE_PASSWORD,
                "s3proxy.authorization", "aws-v4",
                "s3proxy.identity", s3.accessKey(),
                "s3proxy.credential", s3.secretKey(),
                "jclouds.provider", "filesystem-nio2",
                "jclouds.filesystem.basedir", directory.resolve("s3").toString()), server -> child -> listens(securePort));
    }

    /** How a user of the broker gets in. */
    PlatformAddress address(String user) {
        return new PlatformAddress(kafka.bootstrapServers(), "https://127.0.0.1:" + securePort, s3.accessKey(), s3.secretKey(),
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
        Map<String, String> settings = new java.util.HashMap<>(known.kafkaSettings());
        settings.put("sasl.jaas.config", login(user, "guessed"));
        return new PlatformAddress(known.bootstrapServers(), known.s3Endpoint(), known.accessKey(), "guessed", known.bucket(), "",
                settings, known.s3Certificates());
    }

    Path certificate() {
        return directory.resolve("server.pem");
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
                Map.entry(listener + "ssl.keystore.location", directory.resolve("server.p12").toString()),
                Map.entry(listener + "ssl.keystore.password", STORE_PASSWORD),
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

    private static String password(String user) {
        return user + "-password";
    }

    /** The JDK's own tool makes a key for 127.0.0.1 and writes its certificate as PEM. */
    private void makeCertificate() throws IOException, InterruptedException {
        String store = directory.resolve("server.p12").toString();
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "SAN=IP:127.0.0.1",
                "-validity", "2", "-keystore", store, "-storetype", "PKCS12", "-storepass", STORE_PASSWORD);
        keytool("-exportcert", "-rfc", "-alias", "server", "-keystore", store, "-storepass", STORE_PASSWORD, "-file",
                certificate().toString());
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }

    /** The usual server with other settings: its last argument is a file of them. */
    private ChildJvm start(LocalServer usual, String name, Map<String, String> settings,
            java.util.function.Function<LocalServer, Readiness> readiness) throws IOException, InterruptedException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        ChildSpec spec = usual.spec();
        List<String> arguments = spec.arguments().get(0).equals("--properties")
                ? List.of("--properties", file.toString())
                : java.util.stream.Stream.concat(spec.arguments().stream(), java.util.stream.Stream.of(file.toString())).toList();
        return new LocalServer(new ChildSpec(spec.name(), spec.jvmOptions(), spec.classPath(), spec.mainClass(), arguments,
                spec.environment(), spec.log()), readiness.apply(usual), LIMIT).start();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (ChildJvm child : new ChildJvm[]{broker, store}) {
            if (child != null) {
                child.close();
            }
        }
    }
}
