package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
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

    /** An entry of text, on the heap. */
    byte[] content(String name) throws IOException {
        ZipEntry entry = only(name);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) most());
            requireEnd(name, in);
            return content;
        }
    }

    /** An entry of numbers, outside of the heap, which has room for them once. */
    ByteBuffer numbers(String name) throws IOException {
        ZipEntry entry = only(name);
        if (entry.getSize() > most()) {
            throw tooLarge(name);
        }
        ByteBuffer content = ByteBuffer.allocateDirect((int) Math.max(0, entry.getSize()));
        try (InputStream in = zip.getInputStream(entry); ReadableByteChannel channel = Channels.newChannel(in)) {
            while (content.hasRemaining()) {
                if (channel.read(content) < 0) {
                    throw new KerasFileException(file, "its entry " + name + " ends too early; the file is damaged");
                }
            }
            requireEnd(name, in);
        }
        return content.flip();
    }

    private ZipEntry only(String name) {
        if (zip.stream().filter(entry -> entry.getName().equals(name)).count() > 1) {
            throw new KerasFileException(file,
                    "has the entry " + name + " more than once, so that it is one model to one reader and "
                            + "another to the next; save it anew with Keras");
        }
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new KerasFileException(file, "is an archive without " + name + "; bring a .keras file that Keras saved");
        }
        return entry;
    }

    /** What an entry may unpack to. */
    private long most() {
        return Math.min(Integer.MAX_VALUE - 16, Math.max(SMALL, bytes * LARGEST_COMPRESSION));
    }

    private void requireEnd(String name, InputStream in) throws IOException {
        if (in.read() >= 0) {
            throw tooLarge(name);
        }
    }

    private KerasFileException tooLarge(String name) {
        return new KerasFileException(file,
                "its entry " + name + " unpacks to more than it says, or than " + most() + " bytes, which is more than is read");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
