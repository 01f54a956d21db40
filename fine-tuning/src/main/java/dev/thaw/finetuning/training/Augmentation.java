package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.plan.AugmentationPlan;

/**
 * The views of the training images. Which views an image has is a function of the plan's seed and the image's hash alone, so
 * that every epoch, stage and later run finds them in the feature bank.
 */
public final class Augmentation {
    private final AugmentationPlan plan;
    private final long seed;

    public Augmentation(AugmentationPlan plan, long seed) {
        this.plan = plan;
        this.seed = seed;
    }

    /** All views of an image; the first is the image itself. */
    public List<ImageView> views(String image) {
        List<ImageView> views = new ArrayList<>();
        for (int number = 0; number < plan.views(); number++) {
            views.add(new ImageView(image, transform(image, number)));
        }
        return views;
    }

    /** The view that an epoch shows, each as probable as the others. */
    ImageView viewOf(String image, int stageIndex, int epoch) {
        double drawn = Seeds.unit(Seeds.of(seed, "view", stageIndex, epoch, image));
        return new ImageView(image, transform(image, (int) (drawn * plan.views())));
    }

    private Transform transform(String image, int number) {
        if (number == 0) {
            return Transform.NONE;
        }
        // every other view rather than a coin: with a coin, half of the images would have the same view twice
        boolean mirrored = plan.flip() == AugmentationPlan.Flip.HORIZONTAL && number % 2 == 1;
        double turn = (2 * Seeds.unit(Seeds.of(seed, "rotation", image, number)) - 1) * plan.rotation();
        return new Transform(mirrored, (float) (turn * 2 * Math.PI));
    }
}
