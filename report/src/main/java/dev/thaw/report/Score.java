package dev.thaw.report;

import java.util.List;

/**
 * What the candidate scored on the test split.
 *
 * @param loss mean cross-entropy; null if it is not finite
 * @param accuracy in [0, 1]
 * @param perClass in the order of the network's outputs
 * @param averages of the classes, in several ways; may be empty
 * @param confusion rows are the true classes, columns the predicted ones; empty if it is not known
 * @param topK may be empty
 * @param slices the accuracy on parts of the test images; may be empty
 */
public record Score(long images, Double loss, double accuracy, List<Ratios> perClass, List<Ratios> averages,
        List<List<Long>> confusion, List<TopK> topK, List<Slices> slices) {

    /**
     * Of one class, or of all together; each ratio in [0, 1], null where it is not defined.
     *
     * @param name the label, or which average it is
     * @param images null for an average
     * @param rocAuc area under the curve of true against false positive rate, the class against the rest
     * @param averagePrecision mean precision over the recalls, the class against the rest
     */
    public record Ratios(String name, Long images, Double precision, Double recall, Double f1, Double rocAuc,
            Double averagePrecision) {
    }

    /** The share of images whose true class is among the {@code k} most probable. */
    public record TopK(int k, double accuracy) {
    }

    /** @param by what divides the images, such as "group" */
    public record Slices(String by, List<Slice> slices) {

        public Slices {
            slices = List.copyOf(slices);
        }
    }

    /** Some of the test images. */
    public record Slice(String name, long images, double accuracy) {

        /** Of the accuracy, at 95 %. */
        public Interval interval() {
            return Interval.ofShare(accuracy, images);
        }
    }

    public Score {
        perClass = List.copyOf(perClass);
        averages = List.copyOf(averages);
        confusion = confusion.stream().map(List::copyOf).toList();
        topK = List.copyOf(topK);
        slices = List.copyOf(slices);
    }

    /** Of the accuracy, at 95 %; null without images. */
    public Interval interval() {
        return images == 0 ? null : Interval.ofShare(accuracy, images);
    }

    /** Whether some class was ranked against the rest. */
    public boolean ranked() {
        return perClass.stream().anyMatch(each -> each.rocAuc() != null);
    }
}
