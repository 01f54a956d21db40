package dev.thaw.image;

/**
 * How the samples of one axis contribute to a resized axis. When it shrinks, a target sample is the exact mean of the
 * source interval that it covers (no aliasing, no ringing); when it grows, samples are interpolated linearly between
 * the centres of their neighbours.
 */
final class AxisWeights {
    private final int[] first;
    private final float[][] weights;

    private AxisWeights(int[] first, float[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    static AxisWeights of(int source, int target) {
        int[] first = new int[target];
        float[][] weights = new float[target][];
        double scale = (double) source / target;
        for (int t = 0; t < target; t++) {
            if (scale >= 1) {
                average(t * scale, Math.min(source, (t + 1) * scale), t, source, first, weights);
            } else {
                interpolate((t + 0.5) * scale - 0.5, t, source, first, weights);
            }
        }
        return new AxisWeights(first, weights);
    }

    private static void average(double from, double to, int t, int source, int[] first, float[][] weights) {
        first[t] = Math.min(source - 1, (int) from);
        int end = Math.min(source, Math.max(first[t] + 1, (int) Math.ceil(to - 1e-9)));
        weights[t] = new float[end - first[t]];
        for (int s = first[t]; s < end; s++) {
            weights[t][s - first[t]] = (float) ((Math.min(to, s + 1) - Math.max(from, s)) / (to - from));
        }
    }

    private static void interpolate(double centre, int t, int source, int[] first, float[][] weights) {
        double inside = Math.max(0, Math.min(source - 1, centre));
        first[t] = (int) inside;
        float share = (float) (inside - first[t]);
        weights[t] = share == 0 ? new float[]{1} : new float[]{1 - share, share};
    }

    /** The first source sample that contributes to a target sample; rises with the target. */
    int first(int target) {
        return first[target];
    }

    /** One past the last source sample that contributes to a target sample. */
    int end(int target) {
        return first[target] + weights[target].length;
    }

    float weight(int target, int source) {
        return weights[target][source - first[target]];
    }

    /** Resizes a row of interleaved RGB samples. */
    void apply(int[] row, float[] resized) {
        for (int t = 0; t < weights.length; t++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            int at = first[t] * 3;
            for (float weight : weights[t]) {
                red += weight * row[at];
                green += weight * row[at + 1];
                blue += weight * row[at + 2];
                at += 3;
            }
            resized[t * 3] = red;
            resized[t * 3 + 1] = green;
            resized[t * 3 + 2] = blue;
        }
    }
}
