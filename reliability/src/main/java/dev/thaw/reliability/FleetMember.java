package dev.thaw.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.thaw.servers.ChildJvm;
import dev.thaw.servers.LocalServer;

/** One process of a fleet: killed, paused and started at will, on the same data and the same port. */
public final class FleetMember {
    private final String name;
    private final LocalServer server;
    private ChildJvm process;

    FleetMember(String name, LocalServer server) {
        this.name = name;
        this.server = server;
    }

    public String name() {
        return name;
    }

    Path log() {
        return server.spec().log();
    }

    /** Starts it and returns at once. */
    public synchronized void start() throws IOException {
        process = ChildJvm.start(server.spec());
    }

    /** Returns when it is ready. */
    public void awaitReady() throws IOException, InterruptedException {
        ChildJvm present = process();
        present.awaitReady(server.readiness(), server.limit());
    }

    /** As a crash: {@code kill -9}. Returns when the process is gone. */
    public void kill() throws InterruptedException {
        ChildJvm present = process();
        present.kill();
        present.waitFor();
    }

    /** Asks it to end: {@code SIGTERM}. @return how long it took */
    public Duration terminate(Duration patience) {
        long begin = System.nanoTime();
        process().stop(patience);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Stops it where it is, as a virtual machine that is moved: {@code SIGSTOP}. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on as if nothing had been: {@code SIGCONT}. */
    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    public long pid() {
        return process().pid();
    }

    public boolean alive() {
        return started() && process().alive();
    }

    synchronized boolean started() {
        return process != null;
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process().pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("the signal " + name + " could not be sent to " + name());
        }
    }

    private synchronized ChildJvm process() {
        if (process == null) {
            throw new IllegalStateException(name() + " was never started");
        }
        return process;
    }
}
