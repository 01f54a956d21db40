package dev.thaw.platform.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.platform.connection.PlatformAddress;

/**
 * What a running platform says about itself in {@code platform.json}.
 *
 * @param pid of the supervisor
 * @param ready true once every process has been ready
 */
public record PlatformState(long pid, Instant startedAt, boolean ready, PlatformAddress address, List<Member> members) {
    private static final ObjectMapper JSON = EventCodec.json();

    /**
     * A supervised process.
     *
     * @param url of its HTTP server, or null
     * @param pid 0 while it is down
     * @param restarts how often it died and was started again
     */
    public record Member(String name, String url, long pid, boolean ready, int restarts, String log) {
    }

    public PlatformState {
        members = List.copyOf(members);
    }

    /** Replaces the file at once, so that no reader sees half of it. */
    void write(Path file) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.write(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the file says, whether or not the platform still runs. */
    public static Optional<PlatformState> read(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), PlatformState.class)) : Optional.empty();
    }
}
