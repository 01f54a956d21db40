package dev.thaw.image;

import java.awt.Rectangle;

/**
 * How a stored picture must be turned to be upright: EXIF 2.3, tag 274. An upright pixel (x, y) is found in the stored
 * picture at (x, y), or (y, x) if transposed, then counted from the right if mirrored and from below if flipped.
 */
public enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    LEFT(true, false, true),
    TRANSVERSED(true, true, true),
    RIGHT(true, true, false);

    private final boolean transposed;
    private final boolean mirrored;
    private final boolean flipped;

    Orientation(boolean transposed, boolean mirrored, boolean flipped) {
        this.transposed = transposed;
        this.mirrored = mirrored;
        this.flipped = flipped;
    }

    /** By the tag's value, 1 to 8; anything else is taken as upright, as viewers do. */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    boolean transposed() {
        return transposed;
    }

    /** Where a region of the upright picture lies in the stored one of the given size. */
    Rectangle stored(Rectangle upright, int storedWidth, int storedHeight) {
        int x = transposed ? upright.y : upright.x;
        int y = transposed ? upright.x : upright.y;
        int width = transposed ? upright.height : upright.width;
        int height = transposed ? upright.width : upright.height;
        return new Rectangle(mirrored ? storedWidth - x - width : x, flipped ? storedHeight - y - height : y, width, height);
    }

    /** Turns a stored picture upright. */
    RgbImage upright(RgbImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        RgbImage upright = transposed
                ? new RgbImage(stored.height(), stored.width())
                : new RgbImage(stored.width(), stored.height());
        for (int y = 0; y < upright.height(); y++) {
            for (int x = 0; x < upright.width(); x++) {
                int storedX = transposed ? y : x;
                int storedY = transposed ? x : y;
                upright.copyPixel(x, y, stored, mirrored ? stored.width() - 1 - storedX : storedX,
                        flipped ? stored.height() - 1 - storedY : storedY);
            }
        }
        return upright;
    }
}
