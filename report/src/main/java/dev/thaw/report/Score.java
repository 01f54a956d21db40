package dev.thaw.report;

import java.util.List;

/**
 * What the candidate scored on the test split.
 *
 * @param loss mean cross-entropy; null if it is not finite
 * @param accuracy in [0, 1]
 * @param perClass in the order of the network's outputs
 * @param confusion rows are the true classes, columns the predicted ones; empty if it is not known
 */
public record Score(long images, Double loss, double accuracy, List<ClassScore> perClass, List<List<Long>> confusion) {

    /** Of one class; each ratio in [0, 1], null where it is not defined. */
    public record ClassScore(String label, long images, Double precision, Double recall, Double f1) {
    }

    public Score {
        perClass = List.copyOf(perClass);
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /** Of the accuracy; null without images. */
    public Interval interval() {
        return images == 0 ? null : Interval.ofShare(accuracy, images);
    }
}
