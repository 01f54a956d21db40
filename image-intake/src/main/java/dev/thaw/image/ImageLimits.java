package dev.thaw.image;

import java.time.Duration;

/**
 * What one original may cost.
 *
 * @param bytes size of the file
 * @param pixels width times height, as the file's header claims; formats that can only be decoded as a whole get a quarter of it
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
