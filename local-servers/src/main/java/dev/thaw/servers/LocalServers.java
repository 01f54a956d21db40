package dev.thaw.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A real Kafka broker and an S3 server on loopback, each in a child process with its own data directory and log. Both keep
 * their data and their ports from one start to the next, and end with this process, however it ends.
 *
 * <pre>
 * try (LocalServers servers = LocalServers.start(directory)) {
 *     properties.put("bootstrap.servers", servers.bootstrapServers());
 * }
 * </pre>
 */
public final class LocalServers implements AutoCloseable {
    private final KafkaServer kafka;
    private final S3Server s3;
    private ChildJvm kafkaProcess;
    private ChildJvm s3Process;
    private final Thread atExit = new Thread(this::stop, "stop-local-servers");

    private LocalServers(KafkaServer kafka, S3Server s3) {
        this.kafka = kafka;
        this.s3 = s3;
    }

    /**
     * Starts both and waits until they are ready.
     *
     * @param dataDirectory created if it is not there; {@code kafka/}, {@code s3/}, {@code logs/} and the ports are kept in it
     */
    public static LocalServers start(Path dataDirectory) throws IOException, InterruptedException {
        Files.createDirectories(dataDirectory);
        Ports ports = Ports.in(dataDirectory.resolve("ports.properties"));
        Path logs = dataDirectory.resolve("logs");
        LocalServers servers = new LocalServers(
                new KafkaServer(dataDirectory.resolve("kafka"), logs.resolve("kafka.log"), ports.free("kafka"),
                        ports.free("kafka-controller")),
                new S3Server(dataDirectory.resolve("s3"), logs.resolve("s3.log"), ports.free("s3")));
        Runtime.getRuntime().addShutdownHook(servers.atExit);
        try {
            servers.startBoth();
        } catch (IOException | InterruptedException | RuntimeException e) {
            servers.close();
            throw e;
        }
        return servers;
    }

    private void startBoth() throws IOException, InterruptedException {
        CompletableFuture<ChildJvm> s3Start = CompletableFuture.supplyAsync(() -> {
            try {
                return s3.server().start();
            } catch (IOException e) {
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        });
        try {
            kafkaProcess = kafka.server().start();
        } finally {
            try {
                s3Process = s3Start.join();
            } catch (CompletionException e) {
                throw new IOException(e.getCause().getMessage(), e.getCause());
            }
        }
    }

    /** For Kafka clients' {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A URL with host and port. */
    public String s3Endpoint() {
        return s3.endpoint();
    }

    public String accessKey() {
        return s3.accessKey();
    }

    public String secretKey() {
        return s3.secretKey();
    }

    /** The broker's process. */
    public ChildJvm kafkaProcess() {
        return kafkaProcess;
    }

    /** The S3 server's process. */
    public ChildJvm s3Process() {
        return s3Process;
    }

    /** Stops both, in order; their data stay. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process is ending already: the hook is what runs this, or finds nothing left to do
            return;
        }
    }

    private synchronized void stop() {
        for (ChildJvm child : new ChildJvm[]{kafkaProcess, s3Process}) {
            if (child != null) {
                child.close();
            }
        }
    }
}
