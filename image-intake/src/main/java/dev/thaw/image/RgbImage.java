package dev.thaw.image;

/** A picture in memory: 8-bit RGB, rows from above, interleaved. It begins black. */
public final class RgbImage {
    private final int width;
    private final int height;
    private final byte[] pixels;

    public RgbImage(int width, int height) {
        this(width, height, new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)]);
    }

    RgbImage(int width, int height, byte[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** @param channel 0 red, 1 green, 2 blue. @return 0 to 255 */
    public int sample(int x, int y, int channel) {
        return pixels[(y * width + x) * 3 + channel] & 0xff;
    }

    /** The pixels themselves, not a copy. */
    byte[] pixels() {
        return pixels;
    }

    void copyPixel(int x, int y, RgbImage from, int fromX, int fromY) {
        System.arraycopy(from.pixels, (fromY * from.width + fromX) * 3, pixels, (y * width + x) * 3, 3);
    }

    /** Puts a smaller picture in. */
    void paste(RgbImage picture, int left, int top) {
        for (int y = 0; y < picture.height; y++) {
            System.arraycopy(picture.pixels, y * picture.width * 3, pixels, ((top + y) * width + left) * 3, picture.width * 3);
        }
    }
}
