package dev.thaw.platform.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;

import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.servers.KafkaServer;
import dev.thaw.servers.Ports;
import dev.thaw.servers.S3Server;

/**
 * A whole platform on a work directory: broker and S3 server first, then the three services; whoever dies is started again;
 * at the end everything is stopped in the opposite order. No process is left behind, however this one ends.
 */
public final class Supervisor implements AutoCloseable {
    private static final String BUCKET = "thaw";

    private final WorkDirectory work;
    private final PlatformLock lock;
    private final SupervisorListener listener;
    private final Instant startedAt = Instant.now();
    /** Those that need nobody first; each layer needs the ones before it. */
    private final Deque<List<Supervised>> layers = new ArrayDeque<>();
    private final Object stopping = new Object();
    private final Thread atExit = new Thread(this::stop, "stop-platform");
    private PlatformAddress address;
    private boolean ready;
    private boolean stopped;

    private Supervisor(WorkDirectory work, PlatformLock lock, SupervisorListener listener) {
        this.work = work;
        this.lock = lock;
        this.listener = new StateKeeper(listener);
    }

    /**
     * Starts a platform and returns when all of it is ready.
     *
     * @param root of the project, where the services were built
     * @throws CommandException if another platform runs on the work directory, or a process does not start
     */
    public static Supervisor start(Path root, WorkDirectory work, SupervisorListener listener)
            throws IOException, InterruptedException {
        PlatformLock lock = PlatformLock.take(work).orElseThrow(
                () -> new CommandException("a platform is already running on " + work.path() + "; stop it with: thaw down --work "
                        + work.path()));
        // what a platform that was killed said of itself is no longer true
        Files.deleteIfExists(work.state());
        Supervisor supervisor = new Supervisor(work, lock, listener);
        Runtime.getRuntime().addShutdownHook(supervisor.atExit);
        try {
            supervisor.startAll(root);
        } catch (IOException | InterruptedException | RuntimeException e) {
            supervisor.close();
            throw e;
        }
        return supervisor;
    }

    private void startAll(Path root) throws IOException, InterruptedException {
        Ports ports = Ports.in(work.ports());
        KafkaServer kafka = new KafkaServer(work.servers().resolve("kafka"), work.log("kafka"), ports.free("kafka"),
                ports.free("kafka-controller"));
        S3Server s3 = new S3Server(work.servers().resolve("s3"), work.log("s3"), ports.free("s3"));
        address = new PlatformAddress(kafka.bootstrapServers(), s3.endpoint(), s3.accessKey(), s3.secretKey(), BUCKET, "");
        startTogether(List.of(new Supervised(kafka.server(), null, null, listener),
                new Supervised(s3.server(), s3.endpoint(), null, listener)));
        Services services = new Services(root, work);
        List<Supervised> members = new ArrayList<>();
        for (String name : Services.NAMES) {
            int port = ports.free(name);
            String url = Services.url(port);
            members.add(new Supervised(services.server(name, address, port), url, Liveness.ofService(url), listener));
        }
        startTogether(members);
        synchronized (this) {
            ready = true;
        }
        saveState();
    }

    private void startTogether(List<Supervised> members) throws IOException, InterruptedException {
        synchronized (this) {
            if (stopped) {
                throw new CommandException("the platform was stopped while it started");
            }
            layers.addLast(members);
            members.forEach(Supervised::start);
        }
        saveState();
        for (Supervised member : members) {
            try {
                member.firstReady().get();
            } catch (ExecutionException e) {
                throw new CommandException("the platform did not start: " + e.getCause().getMessage(), e.getCause());
            }
        }
    }

    public PlatformAddress address() {
        return address;
    }

    public synchronized PlatformState state() {
        return new PlatformState(ProcessHandle.current().pid(), startedAt, ready, address,
                layers.stream().flatMap(List::stream).map(Supervised::state).toList());
    }

    private synchronized void saveState() {
        if (!stopped) {
            try {
                state().write(work.state());
            } catch (IOException e) {
                throw new UncheckedIOException("the state of the platform could not be written to " + work.state(), e);
            }
        }
    }

    /** Stops everything in order: the services together, then the S3 server and the broker. */
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

    private void stop() {
        // who comes second, at the end of the process, must wait for the first
        synchronized (stopping) {
            synchronized (this) {
                stopped = true;
            }
            while (!layers.isEmpty()) {
                layers.removeLast().parallelStream().forEach(Supervised::stop);
            }
            try {
                Files.deleteIfExists(work.state());
                lock.close();
            } catch (IOException e) {
                // the end of the process gives the lock back, and without the lock nobody believes the file
                return;
            }
        }
    }

    /** Keeps the state file true, then tells the listener. */
    private final class StateKeeper implements SupervisorListener {
        private final SupervisorListener next;

        private StateKeeper(SupervisorListener next) {
            this.next = next;
        }

        @Override
        public void ready(String process) {
            saveState();
            next.ready(process);
        }

        @Override
        public void died(String process, String how, Duration restartIn) {
            saveState();
            next.died(process, how, restartIn);
        }

        @Override
        public void backAgain(String process) {
            saveState();
            next.backAgain(process);
        }
    }
}
