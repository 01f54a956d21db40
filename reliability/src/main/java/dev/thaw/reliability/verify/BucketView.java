package dev.thaw.reliability.verify;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;

/** What is in the bucket now. */
final class BucketView {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final MinioClient client;
    private final String bucket;
    private final NavigableSet<String> keys = new TreeSet<>();
    private final Map<String, String> hashes = new HashMap<>();

    BucketView(String endpoint, String accessKey, String secretKey, String bucket) throws IOException {
        this.client = MinioClient.builder().endpoint(endpoint).credentials(accessKey, secretKey).build();
        this.bucket = bucket;
        try {
            for (Result<Item> item : client.listObjects(ListObjectsArgs.builder().bucket(bucket).recursive(true).build())) {
                keys.add(item.get().objectName());
            }
        } catch (MinioException | GeneralSecurityException e) {
            throw new IOException("the bucket cannot be listed: " + e.getMessage(), e);
        }
    }

    boolean has(String key) {
        return key != null && keys.contains(key);
    }

    /** The keys that begin so. */
    NavigableSet<String> below(String prefix) {
        return keys.subSet(prefix, true, prefix + Character.MAX_VALUE, false);
    }

    JsonNode json(String key) throws IOException {
        return JSON.readTree(content(key));
    }

    /** SHA-256 of the object's content, in hexadecimal digits. */
    String sha256(String key) throws IOException {
        String known = hashes.get(key);
        if (known == null) {
            try {
                known = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content(key)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
            hashes.put(key, known);
        }
        return known;
    }

    private byte[] content(String key) throws IOException {
        try (InputStream in = client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return in.readAllBytes();
        } catch (MinioException | GeneralSecurityException e) {
            throw new IOException("the object " + key + " cannot be read: " + e.getMessage(), e);
        }
    }
}
