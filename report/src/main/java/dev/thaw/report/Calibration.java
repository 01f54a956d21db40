package dev.thaw.report;

import java.util.List;

/**
 * How far probabilities can be taken at their word.
 *
 * @param expectedError the expected calibration error: the mean distance of confidence and accuracy over the bins, by their images
 * @param brier the mean squared distance of the probabilities from the truth; null if not measured
 * @param bins by rising confidence
 */
public record Calibration(Double expectedError, Double brier, List<Bin> bins) {

    /** The answers whose confidence lies between two bounds; confidence and accuracy are null where there are none. */
    public record Bin(double from, double to, long images, Double confidence, Double accuracy) {
    }

    public Calibration {
        bins = List.copyOf(bins);
    }
}
