package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketObject;

/** A bucket on disk, for tests that must not hold objects in memory. */
final class DirectoryBucket implements Bucket {
    private final Path directory;

    DirectoryBucket(Path directory) {
        this.directory = directory;
    }

    @Override
    public byte[] get(String key) throws IOException {
        return Files.readAllBytes(directory.resolve(key));
    }

    @Override
    public long size(String key) throws IOException {
        return Files.exists(directory.resolve(key)) ? Files.size(directory.resolve(key)) : -1;
    }

    @Override
    public InputStream open(String key) throws IOException {
        return Files.newInputStream(directory.resolve(key));
    }

    @Override
    public void put(String key, byte[] content, String contentType) throws IOException {
        Files.createDirectories(directory.resolve(key).getParent());
        Files.write(directory.resolve(key), content);
    }

    @Override
    public void put(String key, Path file, String contentType) throws IOException {
        Files.createDirectories(directory.resolve(key).getParent());
        Files.copy(file, directory.resolve(key));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content, String contentType) throws IOException {
        if (size(key) < 0) {
            put(key, content, contentType);
            return true;
        }
        return false;
    }

    @Override
    public boolean putIfAbsent(String key, Path file, String contentType) throws IOException {
        if (size(key) < 0) {
            put(key, file, contentType);
            return true;
        }
        return false;
    }

    @Override
    public List<BucketObject> objects(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString())
                    .filter(key -> key.startsWith(prefix)).sorted().map(key -> new BucketObject(key, 0, Instant.EPOCH)).toList();
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(directory.resolve(key));
    }
}
