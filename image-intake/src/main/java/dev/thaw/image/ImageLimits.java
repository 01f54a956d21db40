package dev.thaw.image;

import java.time.Duration;

/**
 * What one original may cost.
 *
 * @param bytes size of the file
 * @param pixels width times height, as the file's header claims; WebP, which is decoded as a
 *        whole, gets a quarter of it, a JPEG file that is not sequential, whose coefficients are all kept, half
 * @param time for decoding
 */
public record ImageLimits(long bytes, long pixels, Duration time) {

    public ImageLimits {
        if (bytes < 1 || pixels < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("the limits of an image must be positive: " + bytes + " bytes, " + pixels
                    + " pixels, " + time);
        }
    }
}
