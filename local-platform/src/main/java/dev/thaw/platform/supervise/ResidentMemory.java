package dev.thaw.platform.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process holds at the moment, as Linux tells it. */
public final class ResidentMemory {
    private static final String KEY = "VmRSS:";

    private ResidentMemory() {
    }

    /** In MiB; 0 where it is not known. */
    public static long of(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(KEY))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElse(0);
        } catch (IOException e) {
            // no such process, or not Linux
            return 0;
        }
    }
}
