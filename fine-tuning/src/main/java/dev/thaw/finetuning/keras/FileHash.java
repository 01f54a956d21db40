package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a file, in hexadecimal digits in lower case, without holding the file in memory. */
public final class FileHash {

    private FileHash() {
    }

    /** 64 digits. */
    public static String sha256(Path file) throws IOException {
        return of(file, "SHA-256");
    }

    /** 32 digits: by which {@code keras.applications} publishes weights. */
    public static String md5(Path file) throws IOException {
        return of(file, "MD5");
    }

    private static String of(Path file, String algorithm) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
