package dev.thaw.contract.event;

import java.util.List;

/**
 * A candidate against the champion on the same test images.
 *
 * @param version the champion's model version
 * @param images how many both were scored on
 * @param labels the classes of those images: what both know
 * @param onlyCandidateRight images that only the candidate recognised
 * @param onlyChampionRight images that only the champion recognised
 * @param pValue of McNemar's exact test: how probable so unequal a pair of counts is if both are right equally often
 * @param confidence of the intervals, in (0, 1)
 * @param accuracy candidate minus champion
 * @param loss candidate minus champion; null if one of them is not finite
 */
public record Comparison(int version, long images, List<String> labels, long onlyCandidateRight, long onlyChampionRight,
        double pValue, double confidence, Interval accuracy, Interval loss) {

    /** A difference with its bootstrap interval over the images. */
    public record Interval(double difference, double low, double high) {
    }

    public Comparison {
        labels = List.copyOf(labels);
        Check.share("pValue", pValue);
        Check.share("confidence", confidence);
        Check.present("accuracy", accuracy);
    }
}
