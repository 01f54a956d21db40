package dev.thaw.finetuning.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Shards as files: {@code <root>/<backbone hash>/<shard>}. The time of a backbone's directory says when it was last used. */
public record DirectoryShardStore(Path root) implements ShardStore {
    private static final String PART = ".part";

    @Override
    public List<String> list(String backboneHash) {
        return files(root.resolve(backboneHash)).stream().map(file -> file.getFileName().toString())
                .filter(name -> !name.endsWith(PART)).sorted().toList();
    }

    @Override
    public Optional<byte[]> read(String backboneHash, String shard) {
        Path file = root.resolve(backboneHash).resolve(shard);
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
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
            Path part = Files.createTempFile(file.getParent(), shard, PART);
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the shard " + file + ": is the disk full?", e);
        }
    }

    @Override
    public List<StoredBackbone> backbones() {
        List<StoredBackbone> backbones = new ArrayList<>();
        for (Path directory : files(root)) {
            if (Files.isDirectory(directory)) {
                long bytes = files(directory).stream().mapToLong(DirectoryShardStore::size).sum();
                backbones.add(new StoredBackbone(directory.getFileName().toString(), bytes, used(directory)));
            }
        }
        return backbones;
    }

    @Override
    public void touch(String backboneHash) {
        Path directory = root.resolve(backboneHash);
        try {
            if (Files.isDirectory(directory)) {
                Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot mark the feature bank's directory " + directory + " as used", e);
        }
    }

    @Override
    public void delete(String backboneHash) {
        Path directory = root.resolve(backboneHash);
        try {
            for (Path file : files(directory)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // another process has begun to use it again: then it stays
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + " from the feature bank", e);
        }
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the feature bank in " + directory, e);
        }
    }

    /** 0 for a file that is gone: another process may remove what this one lists. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant used(Path directory) {
        try {
            return Files.getLastModifiedTime(directory).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.EPOCH;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
