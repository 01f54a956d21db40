package dev.thaw.evaluator.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for one piece of work, below {@code java.io.tmpdir}; it is removed with all that is in it when it is closed. */
public final class ScratchDirectory implements AutoCloseable {
    /** Native libraries are unpacked beside it when they are first needed, and one that cannot be is missing for good. */
    private static final long MARGIN = 100L << 20;
    private final Path path;

    private ScratchDirectory(Path path) {
        this.path = path;
    }

    /**
     * Looks first whether there is room, so that nothing is half done.
     *
     * @param bytes that the work writes, about
     * @param what it is for: "the model models/pets/3/"
     * @throws IOException if there is not, with the figures: an outage, which passes when somebody makes room
     */
    public static ScratchDirectory withRoomFor(long bytes, String what) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        checkRoom(parent, Files.getFileStore(parent).getUsableSpace(), bytes, what);
        return new ScratchDirectory(Files.createTempDirectory("thaw-scratch"));
    }

    static void checkRoom(Path parent, long free, long bytes, String what) throws IOException {
        if (free < bytes + MARGIN) {
            throw new IOException("the disk of " + parent + " is too full for " + what + ": " + mebibytes(free)
                    + " MiB are free and about " + mebibytes(bytes + MARGIN)
                    + " are needed; make room, or start the service with another java.io.tmpdir");
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
