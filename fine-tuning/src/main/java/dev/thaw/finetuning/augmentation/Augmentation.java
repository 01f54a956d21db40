package dev.thaw.finetuning.augmentation;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.plan.AugmentationPlan;

/**
 * The variants of the training images, each a function of the plan's seed, the image's hash and its place alone: a run that is resumed
 * draws what the interrupted one would have drawn.
 *
 * <p>For stages on the feature bank an image has a fixed number of variants, the same in every epoch, stage and later run. Stages that run
 * from pixels draw another one in each epoch.
 */
public final class Augmentation {
    private final AugmentationPlan plan;
    private final long seed;

    /** @param seed of the run: the same one draws the same variants */
    public Augmentation(AugmentationPlan plan, long seed) {
        this.plan = plan;
        this.seed = seed;
    }

    /** All variants of an image that the feature bank holds; the first is the image itself. */
    public List<ImageVariant> variants(String image) {
        List<ImageVariant> variants = new ArrayList<>();
        for (int number = 0; number < plan.variants(); number++) {
            variants.add(variant(image, number));
        }
        return variants;
    }

    /** The one of {@link #variants} that an epoch shows, each as probable as the others. */
    public ImageVariant bankedVariant(String image, int stageIndex, int epoch) {
        double drawn = new Draws(seed, image, stageIndex, epoch).unit("variant");
        return variant(image, (int) (drawn * plan.variants()));
    }

    /** What an epoch shows of an image to a stage that runs from pixels. */
    public ImageVariant freshVariant(String image, int stageIndex, int epoch) {
        if (!plan.varies()) {
            return ImageVariant.original(image);
        }
        Draws draws = new Draws(seed, image, stageIndex, epoch);
        boolean mirrored = plan.flip().horizontal() && draws.unit("horizontal") < 0.5;
        boolean upsideDown = plan.flip().vertical() && draws.unit("vertical") < 0.5;
        return new ImageVariant(image, transform(draws, mirrored, upsideDown));
    }

    /** One of {@link #variants}. @param number from 0 */
    public ImageVariant variant(String image, int number) {
        if (number == 0) {
            return ImageVariant.original(image);
        }
        // counted rather than drawn: with coins, half of the images would have the same variant twice
        boolean horizontal = plan.flip().horizontal();
        boolean mirrored = horizontal && number % 2 == 1;
        boolean upsideDown = plan.flip().vertical() && number / (horizontal ? 2 : 1) % 2 == 1;
        return new ImageVariant(image, transform(new Draws(seed, image, number), mirrored, upsideDown));
    }

    private Transform transform(Draws draws, boolean mirrored, boolean upsideDown) {
        double area = draws.of("crop", plan.crop());
        double ratio = Math.sqrt(draws.ofLogarithm("cropRatio", plan.cropRatio()));
        double height = Math.min(1, Math.sqrt(area) / ratio);
        double width = Math.min(1, Math.sqrt(area) * ratio);
        Geometry geometry = new Geometry(draws.unit("cropTop") * (1 - height), draws.unit("cropLeft") * (1 - width), height,
                width, mirrored, upsideDown, draws.of("rotation", plan.rotation()), draws.of("zoom", plan.zoom()),
                draws.of("down", plan.translation()), draws.of("right", plan.translation()));
        Colour colour = new Colour((float) draws.of("brightness", plan.brightness()),
                (float) (1 + draws.of("contrast", plan.contrast())), (float) (1 + draws.of("saturation", plan.saturation())));
        double side = draws.of("cutout", plan.cutout());
        Cutout cutout = side == 0
                ? Cutout.NONE
                : new Cutout(draws.unit("cutoutDown"), draws.unit("cutoutRight"), side);
        return new Transform(geometry, colour, cutout, plan.fill());
    }
}
