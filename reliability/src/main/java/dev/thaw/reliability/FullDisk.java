package dev.thaw.reliability;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small file system that holds the services' temporary files, and can be filled and emptied. @param directory on it */
record FullDisk(Path directory) {
    private static final int BLOCK = 1 << 16;
    private static final long MOST = 1L << 30;

    /** For the processes that are to use it. */
    Map<String, String> environment() {
        return Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory);
    }

    /** Writes until nothing more can be written. @throws IOException if that takes more than a gibibyte: it is no small file system */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler())) {
            for (long written = 0; written < MOST; written += BLOCK) {
                try {
                    out.write(new byte[BLOCK]);
                } catch (IOException e) {
                    // it is full
                    return;
                }
            }
        }
        empty();
        throw new IOException(directory + " has room for more than " + (MOST >> 20) + " MiB: mount a smaller file system there");
    }

    void empty() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }
}
