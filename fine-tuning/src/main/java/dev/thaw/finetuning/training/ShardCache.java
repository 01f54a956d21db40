package dev.thaw.finetuning.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shards on the local disk, mapped into memory: the operating system decides what of them is in RAM. */
final class ShardCache {
    private static final Logger LOG = LoggerFactory.getLogger(ShardCache.class);
    static final String SUFFIX = ".safetensors";

    private final ShardStore store;
    private final Path directory;

    ShardCache(ShardStore store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    static String nameOf(byte[] content) {
        return Sha256.of(content) + SUFFIX;
    }

    /** A shard of the store; empty if it has been removed or its content is not what its name says. */
    Optional<ByteBuffer> get(String backboneHash, String shard) {
        Path file = directory.resolve(backboneHash).resolve(shard);
        try {
            if (Files.isRegularFile(file) && nameOf(Files.readAllBytes(file)).equals(shard)) {
                return Optional.of(map(file));
            }
            Optional<byte[]> stored = store.read(backboneHash, shard);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            byte[] content = stored.get();
            if (!nameOf(content).equals(shard)) {
                LOG.atWarn().addKeyValue("backbone", backboneHash).addKeyValue("shard", shard)
                        .log("a shard of the feature bank is broken: its activations are computed again");
                return Optional.empty();
            }
            return Optional.of(keep(file, content));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the feature bank's local copy " + file, e);
        }
    }

    /** Puts a new shard into the store and here. */
    ByteBuffer put(String backboneHash, byte[] content) {
        String shard = nameOf(content);
        store.write(backboneHash, shard, content);
        Path file = directory.resolve(backboneHash).resolve(shard);
        try {
            return keep(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the feature bank's local copy " + file + ": is the disk full?", e);
        }
    }

    private static ByteBuffer keep(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "shard", ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return map(file);
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }
}
