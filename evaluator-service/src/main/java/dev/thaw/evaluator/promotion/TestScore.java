package dev.thaw.evaluator.promotion;

import dev.thaw.contract.event.Metrics;

/**
 * A model's score on the test split.
 *
 * @param loss mean cross-entropy; null if it is not finite
 * @param accuracy in [0, 1]
 */
public record TestScore(long images, Double loss, double accuracy) {

    public static TestScore of(Metrics metrics) {
        return new TestScore(metrics.images(), metrics.loss(), metrics.accuracy());
    }
}
