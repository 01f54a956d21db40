package dev.thaw.finetuning.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Shards as files: {@code <root>/<backbone hash>/<shard>}. */
public record DirectoryShardStore(Path root) implements ShardStore {

    @Override
    public List<String> list(String backboneHash) {
        Path directory = root.resolve(backboneHash);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".part")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the feature bank in " + directory, e);
        }
    }

    @Override
    public byte[] read(String backboneHash, String shard) {
        Path file = root.resolve(backboneHash).resolve(shard);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shard " + file, e);
        }
    }

    @Override
    public void write(String backboneHash, String shard, byte[] content) {
        Path file = root.resolve(backboneHash).resolve(shard);
        try {
            Files.createDirectories(file.getParent());
            // a reader must never see half a shard under its final name
            Path part = Files.createTempFile(file.getParent(), shard, ".part");
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the shard " + file, e);
        }
    }
}
