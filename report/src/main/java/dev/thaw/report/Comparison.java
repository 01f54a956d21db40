package dev.thaw.report;

/**
 * The candidate against the champion before, on the same test images.
 *
 * @param champion its model version
 * @param images how many both were scored on
 * @param championAccuracy in [0, 1]
 * @param difference the candidate's accuracy minus the champion's
 * @param interval of the difference; null if it was not measured
 * @param confidence of the interval, in (0, 1)
 * @param onlyCandidate images that only the candidate got right; null if not known
 * @param onlyChampion images that only the champion got right; null if not known
 * @param pValue of a paired test of both being equally good; null if not measured
 */
public record Comparison(int champion, long images, double championAccuracy, double difference, Interval interval,
        double confidence, Long onlyCandidate, Long onlyChampion, Double pValue) {
}
