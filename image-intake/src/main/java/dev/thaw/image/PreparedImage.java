package dev.thaw.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An image as it is stored, and what the original was like. */
public final class PreparedImage {
    private final byte[] png;
    private final String sha256;
    private final int originalWidth;
    private final int originalHeight;
    private final long originalBytes;

    PreparedImage(byte[] png, int originalWidth, int originalHeight, long originalBytes) {
        this.png = png;
        this.sha256 = hash(png);
        this.originalWidth = originalWidth;
        this.originalHeight = originalHeight;
        this.originalBytes = originalBytes;
    }

    /** The PNG file: upright, 8-bit RGB, of the data set's size. Not a copy. */
    public byte[] png() {
        return png;
    }

    /** Of the PNG file, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** In pixels, upright. */
    public int originalWidth() {
        return originalWidth;
    }

    /** In pixels, upright. */
    public int originalHeight() {
        return originalHeight;
    }

    /** Size of the original file. */
    public long originalBytes() {
        return originalBytes;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
