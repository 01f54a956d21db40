package dev.thaw.servers;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.thaw.servers.child.Guarded;

/**
 * A child JVM that never outlives this one: it holds the other end of a pipe to its standard input, which the system
 * closes when this process ends in whatever way, and ends itself then. It ignores Ctrl-C, because a terminal sends that to
 * every process in the foreground and it is the parent that decides on the order of stopping.
 */
public final class ChildJvm implements AutoCloseable {
    /** Java's own serialization is a way to run other people's code, and nothing here needs it. */
    private static final String NO_SERIALIZED_OBJECTS = "-Djdk.serialFilter=!*";
    private static final int LOG_TAIL = 1500;

    private final ChildSpec spec;
    private final Process process;
    private final long logStart;

    private ChildJvm(ChildSpec spec, Process process, long logStart) {
        this.spec = spec;
        this.process = process;
        this.logStart = logStart;
    }

    /** Starts the process and returns at once. */
    public static ChildJvm start(ChildSpec spec) throws IOException {
        Files.createDirectories(spec.log().toAbsolutePath().getParent());
        long logStart = Files.exists(spec.log()) ? Files.size(spec.log()) : 0;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(NO_SERIALIZED_OBJECTS);
        command.addAll(spec.jvmOptions());
        command.add("-cp");
        command.add(ServersHome.classes() + File.pathSeparator + String.join(File.pathSeparator, spec.classPath()));
        command.add(Guarded.class.getName());
        command.add(spec.mainClass());
        command.addAll(spec.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        return new ChildJvm(spec, builder.start(), logStart);
    }

    /** Waits until the readiness holds. On failure the child is stopped and the message ends with the last lines of its log. */
    public void awaitReady(Readiness readiness, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!readiness.ready(this)) {
            if (!process.isAlive()) {
                throw new IOException(spec.name() + " ended with status " + process.exitValue() + " while starting; its log "
                        + spec.log() + " ends: " + logTail());
            }
            if (System.nanoTime() > deadline) {
                close();
                throw new IOException(spec.name() + " was not ready after " + limit.toSeconds() + " s; its log " + spec.log()
                        + " ends: " + logTail());
            }
            Thread.sleep(50);
        }
    }

    /** What this child has written to its log so far. */
    public String output() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(spec.log().toFile(), "r")) {
            log.seek(logStart);
            byte[] content = new byte[(int) Math.min(log.length() - logStart, 1 << 20)];
            log.readFully(content);
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private String logTail() throws IOException {
        String output = output().strip();
        return output.substring(Math.max(0, output.length() - LOG_TAIL));
    }

    public String name() {
        return spec.name();
    }

    public Path log() {
        return spec.log();
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Waits until the child has ended. @return its exit status */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Waits so long for the end of the child. @return whether it has ended */
    public boolean ended(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the child to end, and kills it when it has not after the grace. */
    public void stop(Duration grace) {
        process.destroy();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the child at once, as a crash would. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(10));
    }
}
