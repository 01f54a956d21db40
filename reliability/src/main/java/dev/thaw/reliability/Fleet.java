package dev.thaw.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.supervise.Services;
import dev.thaw.platform.supervise.WorkDirectory;
import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.KafkaServer;
import dev.thaw.servers.LocalServer;
import dev.thaw.servers.Ports;
import dev.thaw.servers.S3Server;

/**
 * A whole platform on a work directory, as {@code thaw up} starts it, but with nobody who starts what dies: that is for whoever holds
 * this to do.
 */
public final class Fleet implements AutoCloseable {
    public static final String BROKER = "kafka";
    public static final String S3 = "s3";
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Path root;
    private final WorkDirectory work;
    private final Ports ports;
    private final PlatformAddress direct;
    private final Map<String, FleetMember> members = new LinkedHashMap<>();

    private Fleet(Path root, WorkDirectory work) throws IOException {
        this.root = root;
        this.work = work;
        Files.createDirectories(work.path());
        this.ports = Ports.in(work.ports());
        KafkaServer kafka = new KafkaServer(work.servers().resolve("kafka"), work.log(BROKER), ports.free(BROKER),
                ports.free("kafka-controller"));
        S3Server s3 = new S3Server(work.servers().resolve("s3"), work.log(S3), ports.free(S3));
        this.direct = new PlatformAddress(kafka.bootstrapServers(), s3.endpoint(), s3.accessKey(), s3.secretKey(), "thaw", "");
        members.put(BROKER, new FleetMember(BROKER, kafka.server()));
        members.put(S3, new FleetMember(S3, s3.server()));
    }

    /**
     * A broker and an S3 server, started; no service yet.
     *
     * @param root of the project, where it was built
     */
    public static Fleet start(Path root, Path directory) throws IOException, InterruptedException {
        Fleet fleet = new Fleet(root, new WorkDirectory(directory));
        fleet.startTogether(List.of(BROKER, S3));
        return fleet;
    }

    /** The same with the three services, all ready. */
    public static Fleet whole(Path root, Path directory) throws IOException, InterruptedException {
        Fleet fleet = start(root, directory);
        try {
            fleet.startServices(fleet.direct);
            return fleet;
        } catch (IOException | InterruptedException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /** Starts the three services and returns when they are ready. @param address where they are to look for the broker and the S3 server */
    public void startServices(PlatformAddress address) throws IOException, InterruptedException {
        startServices(address, Map.of());
    }

    /** The same. @param environment added to that of each */
    void startServices(PlatformAddress address, Map<String, String> environment) throws IOException, InterruptedException {
        for (String service : Services.NAMES) {
            add(service, service, address, environment);
        }
        startTogether(Services.NAMES);
    }

    /** Starts a second instance of some services. */
    void startSeconds(List<String> services) throws IOException, InterruptedException {
        for (String service : services) {
            add(service, second(service), direct);
        }
        startTogether(services.stream().map(Fleet::second).toList());
    }

    /** What the second instance of a service is called. */
    static String second(String service) {
        return service + "-2";
    }

    /** A service that is not started yet. @param address where it is to look for the broker and the S3 server */
    public FleetMember add(String service, PlatformAddress address) throws IOException {
        return add(service, service, address);
    }

    /** Another instance of a service, with its own copies of what is in the bucket. */
    public FleetMember add(String service, String instance, PlatformAddress address) throws IOException {
        return add(service, instance, address, Map.of());
    }

    /** The same. @param environment added to its own */
    FleetMember add(String service, String instance, PlatformAddress address, Map<String, String> environment)
            throws IOException {
        WorkDirectory own = service.equals(instance) ? work : new WorkDirectory(work.path().resolve(instance));
        FleetMember member = new FleetMember(instance,
                patient(new Services(root, own).server(service, address, ports.free(instance)), environment));
        members.put(instance, member);
        return member;
    }

    /** A run that loses its trainer ten times before its first checkpoint is given up; here somebody means it. */
    private static LocalServer patient(LocalServer server, Map<String, String> more) {
        ChildSpec spec = server.spec();
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.put("THAW_TRAINER_MAX_ATTEMPTS", "1000");
        environment.putAll(more);
        return new LocalServer(new ChildSpec(spec.name(), spec.jvmOptions(), spec.classPath(), spec.mainClass(), spec.arguments(),
                environment, spec.log()), server.readiness(), server.limit());
    }

    private void startTogether(List<String> names) throws IOException, InterruptedException {
        for (String name : names) {
            member(name).start();
        }
        for (String name : names) {
            member(name).awaitReady();
        }
    }

    /** The broker and the S3 server themselves. */
    public PlatformAddress address() {
        return direct;
    }

    public FleetMember member(String name) {
        return members.get(name);
    }

    public List<FleetMember> members() {
        return List.copyOf(members.values());
    }

    /** The address of a service's HTTP server. */
    public String url(String instance) {
        return Services.url(ports.kept(instance));
    }

    /** Where a process writes what it has to say. */
    public Path log(String instance) {
        return member(instance).log();
    }

    /** Ends all that runs: services first. */
    @Override
    public void close() {
        List<FleetMember> last = new ArrayList<>(members.values());
        Collections.reverse(last);
        for (FleetMember member : last) {
            if (member.started()) {
                member.terminate(GRACE);
            }
        }
    }
}
