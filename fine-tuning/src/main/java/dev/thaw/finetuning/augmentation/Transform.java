package dev.thaw.finetuning.augmentation;

import dev.thaw.finetuning.plan.AugmentationPlan.Fill;

/**
 * How a variant differs from its image: pixels moved, then colours, then the cutout.
 *
 * @param fill what is seen where the geometry looks beyond the border
 */
public record Transform(Geometry geometry, Colour colour, Cutout cutout, Fill fill) {

    public static final Transform NONE = moved(Geometry.NONE);

    static Transform moved(Geometry geometry) {
        return new Transform(geometry, Colour.NONE, Cutout.NONE, Fill.REFLECT);
    }

    /** Names the variant in the feature bank: the same transform of the same image is the same variant, whatever the plan. */
    public String name() {
        if (equals(NONE)) {
            return "original";
        }
        return equals(moved(Geometry.mirrored(true, false))) ? "mirrored" : Fingerprint.of(toString());
    }
}
