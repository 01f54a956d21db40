package dev.thaw.contract.event;

import java.util.List;

/**
 * Whether the probabilities can be taken at their word.
 *
 * @param expectedError mean distance of confidence and accuracy over the bins, weighted by images (ECE), in [0, 1]
 * @param brier mean squared distance of the probabilities from the truth, summed over the classes, in [0, 2]
 * @param bins of equal width, from the lowest confidence to the highest; a diagram of them is the reliability diagram
 */
public record Calibration(double expectedError, double brier, List<Bin> bins) {

    /**
     * The images whose most probable class has a probability in (from, to].
     *
     * @param confidence mean probability of the most probable class; null without images
     * @param accuracy share of right answers; null without images
     */
    public record Bin(double from, double to, long images, Double confidence, Double accuracy) {
    }

    public Calibration {
        Check.share("expectedError", expectedError);
        Check.finite("brier", brier);
        bins = List.copyOf(bins);
    }
}
