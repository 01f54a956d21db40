package dev.thaw.report;

/**
 * The candidate against the champion before, on the same test images.
 *
 * @param champion its model version
 * @param championAccuracy in [0, 1]
 * @param difference the candidate's accuracy minus the champion's
 * @param interval of the difference; null if it was not measured
 * @param onlyCandidate images that only the candidate got right; null if not known
 * @param onlyChampion images that only the champion got right; null if not known
 * @param pValue of a paired test of both being equally good; null if not measured
 */
public record Comparison(int champion, double championAccuracy, double difference, Interval interval, Long onlyCandidate,
        Long onlyChampion, Double pValue) {
}
