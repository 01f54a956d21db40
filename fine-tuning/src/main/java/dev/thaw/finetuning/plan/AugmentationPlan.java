package dev.thaw.finetuning.plan;

/**
 * Variation of the training images. Each image has a fixed number of views, of which the first is the image itself, so
 * that frozen layers run on each of them once.
 *
 * @param rotation the largest rotation either way, as a fraction of a full turn (0.1 is up to 36 degrees), in [0, 0.5]
 * @param views how many an image has, 1 to 16
 */
public record AugmentationPlan(Flip flip, double rotation, int views) {

    /** HORIZONTAL: every other view is mirrored, left for right. */
    public enum Flip {
        NONE,
        HORIZONTAL
    }
}
