package dev.thaw.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.LocalServer;
import dev.thaw.servers.LocalServers;
import dev.thaw.servers.Readiness;

/** The packaged ingest service in a process of its own, with the memory that {@code ./thaw} gives it, and what it costs. */
final class IngestProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private final ChildJvm child;
    private Optional<CoreShare> share = Optional.empty();

    private IngestProcess(ChildJvm child) {
        this.child = child;
    }

    static IngestProcess start(Path root, Path directory, LocalServers servers) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path jar = root.resolve("ingest-service").resolve("target").resolve("quarkus-app").resolve("quarkus-run.jar");
        Files.createDirectories(directory);
        ChildSpec spec = new ChildSpec("ingest",
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"),
                List.of(jar.toString()), "io.quarkus.bootstrap.runner.QuarkusEntryPoint", List.of(),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers(), "THAW_S3_ENDPOINT", servers.s3Endpoint(),
                        "THAW_S3_ACCESS_KEY", servers.accessKey(), "THAW_S3_SECRET_KEY", servers.secretKey(),
                        "THAW_CACHE_DIRECTORY",
                        directory.resolve("cache").toString(), "QUARKUS_HTTP_PORT", Integer.toString(port)),
                directory.resolve("ingest.log"));
        return new IngestProcess(
                new LocalServer(spec, Readiness.ok("http://127.0.0.1:" + port + "/q/health/ready"), LIMIT).start());
    }

    /** It gets no more than this share of one core from now on. */
    void bound(double cores) throws IOException {
        share = Optional.of(CoreShare.of(child.pid(), cores));
    }

    /** Of its whole life. */
    double cpuSeconds() {
        return ProcessHandle.of(child.pid()).flatMap(process -> process.info().totalCpuDuration()).orElse(Duration.ZERO)
                .toNanos() / 1e9;
    }

    /** Bytes of its heap that are in use after a collection. */
    long liveHeap() throws IOException {
        Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(child.pid()), "GC.class_histogram").start();
        List<String> lines = new String(histogram.getInputStream().readAllBytes()).lines().toList();
        String total = lines.stream().filter(line -> line.startsWith("Total")).findFirst()
                .orElseThrow(() -> new IOException("jcmd gave no histogram of process " + child.pid()));
        return Long.parseLong(total.trim().split("\\s+")[2]);
    }

    /** The most that it ever had resident. */
    long peakMebibytes() {
        return status("VmHWM:");
    }

    /** What it has resident now. */
    long residentMebibytes() {
        return status("VmRSS:");
    }

    private long status(String name) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(child.pid()), "status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        child.close();
        share.ifPresent(CoreShare::remove);
    }
}
