package dev.thaw.service.tuning;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketObject;

/** A bucket that forgets. */
public final class MemoryBucket implements Bucket {
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Instant> modified = new HashMap<>();
    private Instant now = Instant.EPOCH;

    @Override
    public byte[] get(String key) throws IOException {
        byte[] content = objects.get(key);
        if (content == null) {
            throw new NoSuchFileException(key);
        }
        return content.clone();
    }

    @Override
    public long size(String key) {
        return objects.containsKey(key) ? objects.get(key).length : -1;
    }

    @Override
    public InputStream open(String key) throws IOException {
        return new ByteArrayInputStream(get(key));
    }

    @Override
    public void put(String key, byte[] content, String contentType) {
        objects.put(key, content.clone());
        modified.put(key, now);
    }

    @Override
    public void put(String key, Path file, String contentType) throws IOException {
        put(key, Files.readAllBytes(file), contentType);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content, String contentType) {
        return objects.putIfAbsent(key, content.clone()) == null;
    }

    @Override
    public List<BucketObject> objects(String prefix) {
        return objects.entrySet().stream().filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new BucketObject(object.getKey(), object.getValue().length,
                        modified.getOrDefault(object.getKey(), now)))
                .toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }

    /** Sets the server's clock. */
    void at(Instant time) {
        now = time;
    }
}
