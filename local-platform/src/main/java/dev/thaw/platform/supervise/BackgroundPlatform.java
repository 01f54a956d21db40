package dev.thaw.platform.supervise;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.thaw.platform.connection.CommandException;

/** A platform in a process of its own, which goes on when the command and its terminal are gone. */
public final class BackgroundPlatform {
    private static final long START_SECONDS = 400;
    private static final long STOP_SECONDS = 90;

    private BackgroundPlatform() {
    }

    /** What a running platform says about itself; empty if none runs on the work directory, or it has not said anything yet. */
    public static Optional<PlatformState> running(WorkDirectory work) throws IOException {
        Optional<PlatformState> state = PlatformLock.held(work) ? PlatformState.read(work.state()) : Optional.empty();
        // the file of a platform that was killed may still be there while the next one begins
        return state.filter(said -> ProcessHandle.of(said.pid()).isPresent());
    }

    /** Starts a platform and returns when it is ready. */
    public static PlatformState start(Path root, WorkDirectory work) throws IOException, InterruptedException {
        Files.createDirectories(work.logs());
        Path log = work.log("supervisor");
        Process process = new ProcessBuilder(command(root, work))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + START_SECONDS * 1_000_000_000;
        while (true) {
            Optional<PlatformState> state = running(work);
            if (state.isPresent() && state.get().ready()) {
                return state.get();
            }
            if (!process.isAlive()) {
                List<String> lines = Files.readAllLines(log);
                throw new CommandException(lines.isEmpty()
                        ? "the platform ended while it started, without a word in " + log
                        : lines.get(lines.size() - 1));
            }
            if (System.nanoTime() > deadline) {
                process.destroy();
                throw new CommandException(
                        "the platform was not ready after " + START_SECONDS + " s; see the logs in " + work.logs());
            }
            Thread.sleep(100);
        }
    }

    private static List<String> command(Path root, WorkDirectory work) {
        List<String> command = new ArrayList<>();
        // a session of its own, so that nothing a terminal sends reaches it
        setsid().ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dthaw.root=" + root, "-cp",
                System.getProperty("java.class.path"), SupervisorMain.class.getName(), root.toString(), work.path().toString()));
        return command;
    }

    private static Optional<Path> setsid() {
        return List.of("/usr/bin/setsid", "/bin/setsid").stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** Asks the platform to end, and returns when it has. @return false if none was running */
    public static boolean stop(WorkDirectory work) throws IOException, InterruptedException {
        Optional<PlatformState> state = running(work);
        if (state.isEmpty()) {
            return false;
        }
        ProcessHandle.of(state.get().pid()).ifPresent(ProcessHandle::destroy);
        long deadline = System.nanoTime() + STOP_SECONDS * 1_000_000_000;
        while (PlatformLock.held(work)) {
            if (System.nanoTime() > deadline) {
                throw new CommandException("the platform (process " + state.get().pid() + ") has not ended after " + STOP_SECONDS
                        + " s; see " + work.log("supervisor"));
            }
            Thread.sleep(100);
        }
        return true;
    }
}
