package dev.thaw.contract.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One S3 bucket. Every method throws {@link IOException} when the store fails or does not answer. */
public interface Bucket {

    /** The whole object; throws {@link java.nio.file.NoSuchFileException} if there is none. */
    byte[] get(String key) throws IOException;

    /** The object's size in bytes, or -1 if there is none. */
    long size(String key) throws IOException;

    /** A stream over the object, to be closed; throws {@link java.nio.file.NoSuchFileException} if there is none. */
    InputStream open(String key) throws IOException;

    /** Puts an object, in the place of one that is there. */
    void put(String key, byte[] content, String contentType) throws IOException;

    /** The same of a file, which need not fit into memory. */
    void put(String key, Path file, String contentType) throws IOException;

    /**
     * Puts a file with what it says of itself.
     *
     * @param metadata names of letters, digits and '-', printable ASCII values; a store that keeps none leaves them out
     */
    default void put(String key, Path file, String contentType, Map<String, String> metadata) throws IOException {
        put(key, file, contentType);
    }

    /** What the object says of itself, by names in lower case without S3's {@code x-amz-meta-}; empty if nothing. */
    default Map<String, String> metadata(String key) throws IOException {
        return Map.of();
    }

    /** Creates the object if there is none ({@code If-None-Match: *}). @return false if there was one already, which stays as it is */
    boolean putIfAbsent(String key, byte[] content, String contentType) throws IOException;

    /** The same of a file, which need not fit into memory. */
    default boolean putIfAbsent(String key, Path file, String contentType) throws IOException {
        return putIfAbsent(key, Files.readAllBytes(file), contentType);
    }

    /** The objects whose keys begin with the prefix, in the keys' lexicographic order. A listing is never the truth: manifests and hashes are. */
    List<BucketObject> objects(String prefix) throws IOException;

    /**
     * A page of a listing.
     *
     * @param after begins behind this key; empty: at the beginning
     * @param limit objects at most
     */
    default List<BucketObject> objects(String prefix, String after, int limit) throws IOException {
        return objects(prefix).stream().filter(object -> object.key().compareTo(after) > 0).limit(limit).toList();
    }

    /** The keys of {@link #objects}. */
    default List<String> list(String prefix) throws IOException {
        return objects(prefix).stream().map(BucketObject::key).toList();
    }

    /** Removes an object; nothing if there is none. Only for what can be made again. */
    void delete(String key) throws IOException;
}
