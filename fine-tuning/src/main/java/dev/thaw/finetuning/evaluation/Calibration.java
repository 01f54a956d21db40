package dev.thaw.finetuning.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the probabilities can be taken at their word.
 *
 * @param expectedError the mean distance of confidence and accuracy over the bins, weighted by their images, in [0, 1] (expected
 *        calibration error: Naeini, Cooper and Hauskrecht 2015, AAAI; bins as Guo et al. 2017, ICML); NaN without images
 * @param brier the mean over the images of the squared distance of the probabilities from the truth, summed over the classes, in
 *        [0, 2] (Brier 1950, Monthly Weather Review 78); NaN without images
 * @param bins {@value #BINS} of equal width, the lowest confidence first
 */
public record Calibration(double expectedError, double brier, List<Bin> bins) {
    static final int BINS = 15;

    /**
     * The images whose most probable class has a probability in (from, to].
     *
     * @param confidence mean probability of the most probable class; NaN without images
     * @param accuracy share of right answers; NaN without images
     */
    public record Bin(double from, double to, long images, double confidence, double accuracy) {
    }

    public Calibration {
        bins = List.copyOf(bins);
    }

    static Calibration of(List<Prediction> predictions) {
        long[] images = new long[BINS];
        double[] confidence = new double[BINS];
        long[] right = new long[BINS];
        double squares = 0;
        for (Prediction prediction : predictions) {
            double sure = prediction.confidence();
            int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(sure * BINS) - 1));
            images[bin]++;
            confidence[bin] += sure;
            right[bin] += prediction.right() ? 1 : 0;
            squares += squaredDistance(prediction);
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(new Bin(bin / (double) BINS, (bin + 1) / (double) BINS, images[bin], confidence[bin] / images[bin],
                    right[bin] / (double) images[bin]));
            error += Math.abs(confidence[bin] - right[bin]);
        }
        return new Calibration(error / predictions.size(), squares / predictions.size(), bins);
    }

    private static double squaredDistance(Prediction prediction) {
        double sum = 0;
        for (int label = 0; label < prediction.probabilities().size(); label++) {
            double distance = prediction.probabilities().get(label) - (label == prediction.label() ? 1.0 : 0.0);
            sum += distance * distance;
        }
        return sum;
    }
}
