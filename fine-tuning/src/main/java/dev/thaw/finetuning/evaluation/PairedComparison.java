package dev.thaw.finetuning.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two classifiers on the same images.
 *
 * @param images how many
 * @param onlyFirstRight images that only the first recognised
 * @param onlySecondRight images that only the second recognised
 * @param pValue of {@link McNemarTest}
 * @param confidence of the intervals, in (0, 1)
 * @param accuracy first minus second
 * @param loss first minus second; NaN throughout if a probability is not a number
 */
public record PairedComparison(long images, long onlyFirstRight, long onlySecondRight, double pValue, double confidence,
        Interval accuracy, Interval loss) {

    /** How many times the images are drawn anew. */
    public static final int RESAMPLES = 2000;

    /** A difference with its interval. */
    public record Interval(double difference, double low, double high) {
    }

    /**
     * The intervals are percentiles of the bootstrap (Efron and Tibshirani 1993, chapter 13): as many images are drawn with
     * replacement, {@value #RESAMPLES} times, and both classifiers are scored on the same draw.
     *
     * @param first and {@code second}: the same images in the same order, at least one; their labels may be numbered differently
     * @param seed the same seed gives the same intervals
     */
    public static PairedComparison of(List<Prediction> first, List<Prediction> second, double confidence, long seed) {
        int images = first.size();
        if (images == 0 || images != second.size()) {
            throw new IllegalArgumentException("a paired comparison needs the same images, at least one, not " + images + " and "
                    + second.size());
        }
        double[] right = new double[images];
        double[] loss = new double[images];
        for (int i = 0; i < images; i++) {
            if (!first.get(i).image().equals(second.get(i).image())) {
                throw new IllegalArgumentException("a paired comparison needs the same images in the same order, but number " + i
                        + " is " + first.get(i).image() + " and " + second.get(i).image());
            }
            right[i] = (first.get(i).right() ? 1 : 0) - (second.get(i).right() ? 1 : 0);
            loss[i] = first.get(i).loss() - second.get(i).loss();
        }
        long onlyFirst = Arrays.stream(right).filter(difference -> difference > 0).count();
        long onlySecond = Arrays.stream(right).filter(difference -> difference < 0).count();
        double[] accuracies = new double[RESAMPLES];
        double[] losses = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(seed);
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (int i = 0; i < images; i++) {
                int drawn = random.nextInt(images);
                accuracies[resample] += right[drawn] / images;
                losses[resample] += loss[drawn] / images;
            }
        }
        return new PairedComparison(images, onlyFirst, onlySecond, McNemarTest.pValue(onlyFirst, onlySecond), confidence,
                interval(right, accuracies, confidence), interval(loss, losses, confidence));
    }

    private static Interval interval(double[] differences, double[] resampled, double confidence) {
        Arrays.sort(resampled);
        double mean = Arrays.stream(differences).sum() / differences.length;
        return Double.isNaN(mean)
                ? new Interval(Double.NaN, Double.NaN, Double.NaN)
                : new Interval(mean, quantile(resampled, (1 - confidence) / 2), quantile(resampled, (1 + confidence) / 2));
    }

    /** Between the two nearest, linearly: type 7 of Hyndman and Fan (1996), which NumPy takes by default. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
