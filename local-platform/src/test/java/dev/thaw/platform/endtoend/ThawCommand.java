package dev.thaw.platform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.platform.command.Thaw;

/** The thaw command as a person runs it: a process of its own, its output in files. */
public final class ThawCommand {
    private static final long MINUTES = 20;
    private final Path directory;

    /** How a command ended. */
    public record Outcome(int status, String out, String err) {
    }

    public ThawCommand(Path directory) {
        this.directory = directory;
    }

    /** A command that does what it was asked for. */
    public Outcome done(Object... arguments) throws IOException, InterruptedException {
        Outcome outcome = run(arguments);
        assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
        return outcome;
    }

    /** What such a command prints, which is JSON. */
    public JsonNode json(Object... arguments) throws IOException, InterruptedException {
        return EventCodec.json().readTree(done(arguments).out());
    }

    public Outcome run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-XX:+UseSerialGC", "-Dthaw.root=" + System.getProperty("thaw.root"), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Thaw.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("thaw " + Arrays.toString(arguments) + " did not end in " + MINUTES + " minutes:\n"
                        + Files.readString(out) + Files.readString(err));
            }
        } finally {
            process.destroy();
        }
        return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
