package dev.thaw.image;

import java.util.Optional;

import dev.thaw.contract.bucket.ContentHash;

/** An image as it is stored, and what the original was like. */
public final class PreparedImage {
    private final byte[] png;
    private final String sha256;
    private final Optional<PictureSignature> signature;
    private final int originalWidth;
    private final int originalHeight;
    private final long originalBytes;

    PreparedImage(RgbImage picture, int originalWidth, int originalHeight, long originalBytes) {
        this.png = PngEncoder.encode(picture);
        this.signature = PictureSignature.of(picture);
        this.sha256 = ContentHash.of(png);
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

    /** How it looks; empty if it is as good as one plain surface. */
    public Optional<PictureSignature> signature() {
        return signature;
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
}
