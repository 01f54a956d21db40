package dev.thaw.finetuning.engine;

import java.util.List;

/**
 * What is added to the plain cross-entropy.
 *
 * @param labelSmoothing in [0, 1): how much of the target's mass is spread evenly over the classes (Szegedy et al. 2016), 0 for none
 * @param activities penalties on the outputs of layers
 */
public record LossOptions(double labelSmoothing, List<ActivityPenalty> activities) {

    public static final LossOptions PLAIN = new LossOptions(0, List.of());

    public LossOptions {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("label smoothing is at least 0 and below 1, not " + labelSmoothing);
        }
        activities = List.copyOf(activities);
    }

    /** Adds {@code (l1 * sum(|y|) + l2 * sum(y^2)) / batch} to the loss for the layer's outputs y, as Keras 3 does. */
    public record ActivityPenalty(String layer, double l1, double l2) {
    }
}
