package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The entries of a {@code .keras} archive, none read beyond what its size can hold. */
final class KerasArchive implements AutoCloseable {
    /** Archives are stored or lightly compressed; one that unpacks to more of its size than this is a bomb. */
    private static final long LARGEST_COMPRESSION = 4;
    private static final long SMALL = 1 << 24;

    private final Path file;
    private final long bytes;
    private final ZipFile zip;

    KerasArchive(Path file) throws IOException {
        this.file = file;
        this.zip = new ZipFile(file.toFile());
        this.bytes = file.toFile().length();
    }

    /** The text of an entry, or null if there is none. */
    String text(String name) throws IOException {
        return zip.getEntry(name) == null ? null : new String(content(name), StandardCharsets.UTF_8);
    }

    byte[] content(String name) throws IOException {
        if (zip.stream().filter(entry -> entry.getName().equals(name)).count() > 1) {
            throw new KerasFileException(file,
                    "has the entry " + name + " more than once, so that it is one model to one reader and "
                            + "another to the next; save it anew with Keras");
        }
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new KerasFileException(file, "is an archive without " + name + "; bring a .keras file that Keras saved");
        }
        long most = Math.min(Integer.MAX_VALUE - 16, Math.max(SMALL, bytes * LARGEST_COMPRESSION));
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) most);
            if (in.read() >= 0) {
                throw new KerasFileException(file, "its entry " + name + " unpacks to more than " + most
                        + " bytes, which is more than is read");
            }
            return content;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
