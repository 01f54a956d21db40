package dev.thaw.finetuning.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether two samples of feature vectors come from the same source: the maximum mean discrepancy with a Gaussian kernel.
 * The statistic is the unbiased estimate of its square (Gretton, Borgwardt, Rasch, Schoelkopf and Smola, A Kernel Two-Sample Test,
 * JMLR 13, 2012, equation 3) for k(x, y) = exp(-|x - y|^2 / (2 s^2)), where s is the median of the distances between all vectors
 * (their section 8). The p value is that of a permutation test, (1 + those at least as large) / (1 + permutations), which is
 * never 0 (Phipson and Smyth, Permutation P-values Should Never Be Zero, 2010).
 *
 * @param statistic around 0 if the sources are the same, possibly below
 * @param pValue in (0, 1]
 * @param permutations drawn for it
 * @param bandwidth s
 */
public record TwoSampleTest(double statistic, double pValue, int permutations, double bandwidth) {

    /**
     * @param one at least two vectors
     * @param other at least two vectors of the same length
     * @param permutations at least 1
     * @param seed the same gives the same p value
     */
    public static TwoSampleTest of(List<float[]> one, List<float[]> other, int permutations, long seed) {
        if (one.size() < 2 || other.size() < 2 || permutations < 1) {
            throw new IllegalArgumentException(
                    "a two-sample test needs at least two vectors of each sample and one permutation, not "
                            + one.size() + ", " + other.size() + " and " + permutations);
        }
        List<float[]> pooled = new ArrayList<>(one);
        pooled.addAll(other);
        double[][] kernel = squaredDistances(pooled);
        double median = medianDistance(kernel);
        if (median == 0) {
            // at least half of the vectors are the same one: there is no scale to tell the samples apart by
            return new TwoSampleTest(0, 1, permutations, 0);
        }
        for (double[] row : kernel) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.exp(-row[i] / (2 * median * median));
            }
        }
        int[] order = new int[pooled.size()];
        Arrays.setAll(order, i -> i);
        double observed = statistic(kernel, order, one.size());
        SplittableRandom random = new SplittableRandom(seed);
        int asLarge = 0;
        for (int i = 0; i < permutations; i++) {
            shuffle(order, random);
            asLarge += statistic(kernel, order, one.size()) >= observed - 1e-12 ? 1 : 0;
        }
        return new TwoSampleTest(observed, (1.0 + asLarge) / (1.0 + permutations), permutations, median);
    }

    private static double[][] squaredDistances(List<float[]> vectors) {
        double[][] squared = new double[vectors.size()][vectors.size()];
        for (int i = 0; i < squared.length; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                float[] x = vectors.get(i);
                float[] y = vectors.get(j);
                for (int k = 0; k < x.length; k++) {
                    double difference = (double) x[k] - y[k];
                    sum += difference * difference;
                }
                squared[i][j] = sum;
                squared[j][i] = sum;
            }
        }
        return squared;
    }

    private static double medianDistance(double[][] squared) {
        double[] distances = new double[squared.length * (squared.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < squared.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[next++] = Math.sqrt(squared[i][j]);
            }
        }
        Arrays.sort(distances);
        int middle = distances.length / 2;
        return distances.length % 2 == 1 ? distances[middle] : (distances[middle - 1] + distances[middle]) / 2;
    }

    /** @param size the first so many of the order are the one sample, the rest the other */
    private static double statistic(double[][] kernel, int[] order, int size) {
        double within = 0;
        double between = 0;
        double withinOther = 0;
        for (int i = 0; i < order.length; i++) {
            double[] row = kernel[order[i]];
            for (int j = 0; j < i; j++) {
                double value = row[order[j]];
                if (i < size) {
                    within += value;
                } else if (j < size) {
                    between += value;
                } else {
                    withinOther += value;
                }
            }
        }
        double m = size;
        double n = order.length - size;
        return 2 * within / (m * (m - 1)) + 2 * withinOther / (n * (n - 1)) - 2 * between / (m * n);
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
