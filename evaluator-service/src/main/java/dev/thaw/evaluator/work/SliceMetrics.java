package dev.thaw.evaluator.work;

/**
 * What a model scores on some of the test images.
 *
 * @param name of the group, or the window of arrivals
 * @param loss mean cross-entropy; null if it is not finite
 * @param accuracy in [0, 1]
 */
public record SliceMetrics(String name, long images, Double loss, double accuracy) {
}
