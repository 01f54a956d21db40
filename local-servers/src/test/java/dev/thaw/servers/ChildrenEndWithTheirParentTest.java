package dev.thaw.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenEndWithTheirParentTest {
    @TempDir
    Path directory;

    /** The parent in these tests: starts the servers, writes their process ids, waits for ever. */
    static final class Parent {
        public static void main(String[] arguments) throws Exception {
            LocalServers servers = LocalServers.start(Path.of(arguments[0]));
            Files.writeString(Path.of(arguments[0], "pids.new"),
                    servers.kafkaProcess().pid() + " " + servers.s3Process().pid());
            Files.move(Path.of(arguments[0], "pids.new"), Path.of(arguments[0], "pids"));
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void whenItIsKilled() throws Exception {
        Process parent = startParent();
        List<ProcessHandle> children = children(parent);

        parent.destroyForcibly();

        await().atMost(Duration.ofMinutes(5)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void whenItIsAskedToEnd() throws Exception {
        Process parent = startParent();
        List<ProcessHandle> children = children(parent);

        parent.destroy();
        parent.waitFor();

        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    private Process startParent() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-Dthaw.root=" + System.getProperty("thaw.root"), "-cp", System.getProperty("java.class.path"),
                Parent.class.getName(), directory.toString()).inheritIO().start();
    }

    private List<ProcessHandle> children(Process parent) throws IOException {
        Path pids = directory.resolve("pids");
        await().atMost(Duration.ofMinutes(10)).until(() -> Files.exists(pids) || !parent.isAlive());
        List<ProcessHandle> children = List.of(Files.readString(pids).split(" ")).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow()).toList();
        assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);
        return children;
    }
}
