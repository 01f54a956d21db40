package dev.thaw.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketObject;

/** A bucket in memory, for tests of what needs no S3 server. */
final class MemoryBucket implements Bucket {
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public byte[] get(String key) throws IOException {
        byte[] content = objects.get(key);
        if (content == null) {
            throw new NoSuchFileException(key);
        }
        return content;
    }

    @Override
    public long size(String key) {
        byte[] content = objects.get(key);
        return content == null ? -1 : content.length;
    }

    @Override
    public InputStream open(String key) throws IOException {
        return new ByteArrayInputStream(get(key));
    }

    @Override
    public void put(String key, byte[] content, String contentType) {
        objects.put(key, content);
    }

    @Override
    public void put(String key, Path file, String contentType) throws IOException {
        put(key, Files.readAllBytes(file), contentType);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content, String contentType) {
        return objects.putIfAbsent(key, content) == null;
    }

    @Override
    public List<BucketObject> objects(String prefix) {
        return objects.entrySet().stream().filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new BucketObject(object.getKey(), object.getValue().length, Instant.EPOCH)).toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }
}
