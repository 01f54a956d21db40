package dev.thaw.reliability;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The wall clock of some processes, by libfaketime: it can be put forward and back while they run. What measures durations goes on as
 * it did, as it does where an administrator or NTP sets a clock.
 */
final class JumpingClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "*/faketime/libfaketimeMT.so.1";
    private final Path library;
    private final Path file;

    private JumpingClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** A clock that is right. @return empty if the library is not installed */
    static Optional<JumpingClock> in(Path directory) throws IOException {
        if (!Files.isDirectory(LIBRARIES)) {
            return Optional.empty();
        }
        String[] parts = LIBRARY.split("/", 2);
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(LIBRARIES, parts[0])) {
            for (Path architecture : architectures) {
                if (Files.exists(architecture.resolve(parts[1]))) {
                    Files.createDirectories(directory);
                    JumpingClock clock = new JumpingClock(architecture.resolve(parts[1]), directory.resolve("clock"));
                    clock.show(Duration.ZERO);
                    return Optional.of(clock);
                }
            }
        }
        return Optional.empty();
    }

    /** For the processes that are to have it. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_NO_CACHE", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1", "NO_FAKE_STAT", "1",
                // its workaround for old C libraries ends timed waits early
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** From now on, for all of them. @param ahead of the right time; negative: behind it */
    void show(Duration ahead) throws IOException {
        Path next = file.resolveSibling("clock.next");
        Files.writeString(next, String.format("%+d%n", ahead.toSeconds()));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
