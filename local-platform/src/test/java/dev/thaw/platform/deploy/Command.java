package dev.thaw.platform.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/** Programs that are not part of the build: used where they are installed. */
final class Command {

    /** @param output standard output and standard error together */
    record Result(int status, String output) {
    }

    private Command() {
    }

    /** Runs the command; skips the test if the probe cannot be run or fails. */
    static Result ifInstalled(Path directory, List<String> probe, List<String> command) throws Exception {
        try {
            Assumptions.assumeTrue(run(directory, probe).status() == 0, String.join(" ", probe) + " does not work here");
        } catch (IOException e) {
            Assumptions.abort(probe.get(0) + " is not installed");
        }
        return run(directory, command);
    }

    private static Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".txt");
        try {
            Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " did not end within 60 s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
