package dev.thaw.report;

/** A confidence interval. */
public record Interval(double low, double high) {
    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * Of a share, at 95 %, by the score method of E. B. Wilson, "Probable inference, the law of succession, and statistical inference"
     * (1927), which stays within [0, 1] and is honest at the ends.
     *
     * @param share in [0, 1]
     * @param count of how many, at least 1
     */
    public static Interval ofShare(double share, long count) {
        if (count < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("no interval for a share of " + share + " of " + count);
        }
        double z2 = Z * Z;
        double center = (share + z2 / (2 * count)) / (1 + z2 / count);
        double half = Z * Math.sqrt(share * (1 - share) / count + z2 / (4.0 * count * count)) / (1 + z2 / count);
        // at 0 and 1 one end is the share itself, but for the rounding
        return new Interval(Math.max(0, Math.min(share, center - half)), Math.min(1, Math.max(share, center + half)));
    }
}
