package dev.thaw.image;

import java.awt.Rectangle;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;

/**
 * Which part of an upright picture is shown where in the stored image.
 *
 * @param region of the upright picture, in its pixels
 * @param placed where the region goes in the stored image; what is not covered stays black
 */
record Framing(Rectangle region, Rectangle placed) {

    static Framing of(Resize resize, int width, int height, ImageSize target) {
        Rectangle whole = new Rectangle(width, height);
        Rectangle full = new Rectangle(target.width(), target.height());
        return switch (resize) {
            case SQUASH -> new Framing(whole, full);
            case CROP -> new Framing(centred(target.width(), target.height(), whole), full);
            case PAD -> new Framing(whole, centred(width, height, full));
        };
    }

    /** The largest rectangle of the given proportion in the middle of another. */
    private static Rectangle centred(int proportionWidth, int proportionHeight, Rectangle in) {
        double scale = Math.min((double) in.width / proportionWidth, (double) in.height / proportionHeight);
        int width = Math.min(in.width, Math.max(1, (int) Math.round(proportionWidth * scale)));
        int height = Math.min(in.height, Math.max(1, (int) Math.round(proportionHeight * scale)));
        return new Rectangle((in.width - width) / 2, (in.height - height) / 2, width, height);
    }
}
