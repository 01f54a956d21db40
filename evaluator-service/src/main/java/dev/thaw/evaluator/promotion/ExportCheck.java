package dev.thaw.evaluator.promotion;

/**
 * How far the exported file, read back, is from what was measured.
 *
 * @param images how many test images were compared
 * @param largestDifference of any probability, absolute; null if one of them is not a number
 */
public record ExportCheck(int images, Double largestDifference) {

    /** A probability of the exported file may differ from the measured one by so much. */
    public static final double TOLERANCE = 1e-4;

    public boolean passed() {
        return largestDifference != null && largestDifference <= TOLERANCE;
    }
}
