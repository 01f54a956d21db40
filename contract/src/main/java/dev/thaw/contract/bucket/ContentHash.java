package dev.thaw.contract.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** By what content is recognised: SHA-256 as 64 hexadecimal digits in lower case. */
public final class ContentHash {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private ContentHash() {
    }

    /** Of content that is in memory. */
    public static String of(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    /** Of a file, without holding it in memory. */
    public static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /**
     * Of an object, without holding it in memory.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such object
     */
    public static String of(Bucket bucket, String key) throws IOException {
        try (InputStream in = bucket.open(key)) {
            return of(in);
        }
    }

    /** Of what is left of a stream, without holding it in memory; the caller closes it. */
    public static String of(InputStream content) throws IOException {
        MessageDigest digest = digest();
        content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether a text has the form of such a hash. */
    public static boolean matches(String text) {
        return HASH.matcher(text).matches();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
