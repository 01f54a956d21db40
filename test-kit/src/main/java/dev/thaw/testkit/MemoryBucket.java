package dev.thaw.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketObject;

/** A bucket in memory, for tests of what needs no S3 server. It may be used by several threads. */
public final class MemoryBucket implements Bucket {
    private final ConcurrentNavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private volatile Interruption beforeWrite = () -> {
    };
    private volatile Instant now = Instant.EPOCH;
    private volatile boolean away;

    /** Runs right before each put: what another writer does in that moment, or a crash. */
    public void beforeWrite(Interruption what) {
        beforeWrite = what;
    }

    /** Sets the server's clock, which marks what is put from now on. */
    public void at(Instant time) {
        now = time;
    }

    /** While the server is away, every call fails. */
    public void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public byte[] get(String key) throws IOException {
        answer();
        Stored object = objects.get(key);
        if (object == null) {
            throw new NoSuchFileException(key);
        }
        return object.content.clone();
    }

    @Override
    public long size(String key) throws IOException {
        answer();
        Stored object = objects.get(key);
        return object == null ? -1 : object.content.length;
    }

    @Override
    public InputStream open(String key) throws IOException {
        return new ByteArrayInputStream(get(key));
    }

    @Override
    public void put(String key, byte[] content, String contentType) throws IOException {
        answer();
        beforeWrite.happen();
        objects.put(key, new Stored(content.clone(), now));
    }

    @Override
    public void put(String key, Path file, String contentType) throws IOException {
        put(key, Files.readAllBytes(file), contentType);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content, String contentType) throws IOException {
        answer();
        beforeWrite.happen();
        return objects.putIfAbsent(key, new Stored(content.clone(), now)) == null;
    }

    @Override
    public List<BucketObject> objects(String prefix) throws IOException {
        answer();
        return objects.tailMap(prefix).entrySet().stream().takeWhile(object -> object.getKey().startsWith(prefix))
                .map(object -> new BucketObject(object.getKey(), object.getValue().content.length, object.getValue().modified))
                .toList();
    }

    @Override
    public void delete(String key) throws IOException {
        answer();
        objects.remove(key);
    }

    private void answer() throws IOException {
        if (away) {
            throw new IOException("the S3 server does not answer");
        }
    }

    /** Something that comes between. */
    @FunctionalInterface
    public interface Interruption {
        void happen() throws IOException;
    }

    private static final class Stored {
        private final byte[] content;
        private final Instant modified;

        private Stored(byte[] content, Instant modified) {
            this.content = content;
            this.modified = modified;
        }
    }
}
