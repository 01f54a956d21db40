package dev.thaw.platform.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.LocalServer;
import dev.thaw.servers.Readiness;

/** The three services as Maven packaged them, configured by the same environment variables as in a container. */
public final class Services {
    public static final List<String> NAMES = List.of("ingest", "trainer", "evaluator");
    private static final String QUARKUS_MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";
    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final List<String> SMALL = List.of("-Xmx512m", "-XX:+UseSerialGC");
    /**
     * Activations lie outside the heap, where JavaCPP counts them; what is trained lies in it, about ten times (weights, gradients,
     * optimizer, checkpoint): 1 GiB was not enough for a whole ResNet50.
     */
    private static final List<String> LARGE = List.of("-Xmx3g", "-Dorg.bytedeco.javacpp.maxbytes=4g", "-XX:+UseSerialGC");

    private final Path root;
    private final WorkDirectory work;

    /** @param root of the project, where the services were built */
    public Services(Path root, WorkDirectory work) {
        this.root = root;
        this.work = work;
    }

    public static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** A service on a port of loopback. */
    public LocalServer server(String name, PlatformAddress address, int port) throws IOException {
        Path jar = root.resolve(name + "-service").resolve("target").resolve("quarkus-app").resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new CommandException(
                    "the " + name + " service is not built: " + jar + " is missing; run mvn package in " + root);
        }
        Files.createDirectories(work.cache(name));
        List<String> options = new ArrayList<>(name.equals("ingest") ? SMALL : LARGE);
        options.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        ChildSpec spec = new ChildSpec(name, options, List.of(jar.toString()), QUARKUS_MAIN, List.of(),
                environment(name, address, port), work.log(name));
        return new LocalServer(spec, Readiness.ok(url(port) + "/q/health/ready"), LIMIT);
    }

    private Map<String, String> environment(String name, PlatformAddress address, int port) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", address.bootstrapServers());
        environment.put("THAW_S3_ENDPOINT", address.s3Endpoint());
        environment.put("THAW_S3_ACCESS_KEY", address.accessKey());
        environment.put("THAW_S3_SECRET_KEY", address.secretKey());
        environment.put("THAW_BUCKET", address.bucket());
        environment.put("THAW_CACHE_DIRECTORY", work.cache(name).toString());
        address.kafkaSettings().forEach(
                (key, value) -> environment.put("KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        if (address.s3Certificates() != null) {
            environment.put("THAW_S3_CA_CERTIFICATE", address.s3Certificates());
        }
        if (!address.topicPrefix().isEmpty()) {
            environment.put("THAW_TOPIC_PREFIX", address.topicPrefix());
        }
        environment.put("THAW_STARTUP_PATIENCE", LIMIT.toString());
        // trainer and evaluator share the cores: native threads of one that wait must not keep the other from its work
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("QUARKUS_BANNER_ENABLED", "false");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return environment;
    }
}
