package dev.thaw.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path directory;
    private Path file;

    @BeforeEach
    void setUp() {
        file = directory.resolve("ports.properties");
    }

    @Test
    void aPortIsTheSameAfterARestart() throws IOException {
        int before = Ports.in(file).free("kafka");

        assertThat(Ports.in(file).free("kafka")).isEqualTo(before);
    }

    @Test
    void aPortThatSomebodyElseTookIsReplacedForGood() throws IOException {
        int before = Ports.in(file).free("kafka");
        ServerSocket somebody = new ServerSocket(before, 1, InetAddress.getLoopbackAddress());

        int after = Ports.in(file).free("kafka");
        somebody.close();

        assertThat(after).isNotEqualTo(before);
        assertThat(Ports.in(file).free("kafka")).isEqualTo(after);
    }

    @Test
    void twoNamesNeverShareAPort() throws IOException {
        Ports ports = Ports.in(file);

        assertThat(ports.free("kafka")).isNotEqualTo(ports.free("s3"));
    }
}
