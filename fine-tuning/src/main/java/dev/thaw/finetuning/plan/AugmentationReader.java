package dev.thaw.finetuning.plan;

import dev.thaw.finetuning.plan.AugmentationPlan.Fill;
import dev.thaw.finetuning.plan.AugmentationPlan.Flip;

/** Reads what a plan says about augmentation. */
final class AugmentationReader {
    private static final int MOST_VARIANTS = 64;
    private static final Range HALF = new Range(-0.5, true, 0.5, true);
    private static final Range UNIT = new Range(-1, true, 1, true);
    private static final Range ZOOM = new Range(-1, false, 10, true);
    private static final Range ANY_STRENGTH = new Range(-1, true, 10, true);
    private static final Range ALPHA = new Range(0, true, 2, true);
    /** torchvision's RandomResizedCrop. */
    private static final double USUAL_RATIO = 4.0 / 3;

    private AugmentationReader() {
    }

    static AugmentationPlan read(PlanSection section, AugmentationPlan standard) {
        int variants = section.integer("variants", standard.variants(), 1, MOST_VARIANTS);
        // who says that there is only the image itself wants no mirroring by default
        Flip usualFlip = section.has("variants") && variants == 1 ? Flip.NONE : standard.flip();
        Factor crop = section.factor("crop", standard.crop(), Range.SHARE, least -> new Factor(least, 1), Range.SHARE);
        AugmentationPlan plan = new AugmentationPlan(
                section.choice("flip", usualFlip, Flip.class),
                section.factor("rotation", standard.rotation(), Range.UP_TO_HALF, Factor::eitherWay, HALF),
                section.factor("zoom", standard.zoom(), Range.BELOW_ONE, Factor::eitherWay, ZOOM),
                section.factor("translation", standard.translation(), Range.UP_TO_ONE, Factor::eitherWay, UNIT),
                crop,
                cropRatio(section, crop),
                section.factor("brightness", standard.brightness(), Range.UP_TO_ONE, Factor::eitherWay, UNIT),
                section.factor("contrast", standard.contrast(), Range.UP_TO_ONE, Factor::eitherWay, ANY_STRENGTH),
                section.factor("saturation", standard.saturation(), Range.UP_TO_ONE, Factor::eitherWay, ANY_STRENGTH),
                section.factor("cutout", standard.cutout(), Range.UP_TO_ONE, side -> new Factor(side, side), Range.UP_TO_ONE),
                section.number("mixup", standard.mixup(), ALPHA),
                section.number("cutmix", standard.cutmix(), ALPHA),
                section.choice("fill", standard.fill(), Fill.class),
                variants);
        int different = plan.flip().images();
        if (section.has("variants") && !plan.drawsNumbers() && variants > different) {
            section.mistake("variants",
                    "must be at most " + different + (different > 1 ? " with mirroring alone" : " without augmentation")
                            + ": more would be the same again");
        }
        section.finish();
        int useful = plan.drawsNumbers() ? variants : Math.min(variants, different);
        return plan.withVariants(useful);
    }

    private static Factor cropRatio(PlanSection section, Factor crop) {
        boolean crops = !crop.equals(AugmentationPlan.WHOLE);
        if (!crops && section.has("cropRatio")) {
            section.mistake("cropRatio", "has no effect without crop: say crop: 0.7, or leave it out");
        }
        Factor usual = crops ? new Factor(1 / USUAL_RATIO, USUAL_RATIO) : AugmentationPlan.WHOLE;
        Factor ratio = section.factor("cropRatio", usual, Range.POSITIVE,
                most -> new Factor(Math.min(most, 1 / most), Math.max(most, 1 / most)), Range.POSITIVE);
        return crops ? ratio : AugmentationPlan.WHOLE;
    }
}
