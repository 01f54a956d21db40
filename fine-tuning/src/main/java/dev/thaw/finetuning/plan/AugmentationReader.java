package dev.thaw.finetuning.plan;

import dev.thaw.finetuning.plan.AugmentationPlan.Fill;
import dev.thaw.finetuning.plan.AugmentationPlan.Flip;
import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Section;

/** Reads what a plan says about augmentation. */
final class AugmentationReader {
    private static final int MOST_VARIANTS = 64;
    private static final Interval HALF = new Interval(-0.5, true, 0.5, true);
    private static final Interval UNIT = new Interval(-1, true, 1, true);
    private static final Interval ZOOM = new Interval(-1, false, 10, true);
    private static final Interval ANY_STRENGTH = new Interval(-1, true, 10, true);
    private static final Interval ALPHA = new Interval(0, true, 2, true);
    /** torchvision's RandomResizedCrop. */
    private static final double USUAL_RATIO = 4.0 / 3;

    private AugmentationReader() {
    }

    static AugmentationPlan read(Section section, AugmentationPlan standard) {
        int variants = section.whole("variants", standard.variants(), 1, MOST_VARIANTS);
        // who says that there is only the image itself wants no mirroring by default
        Flip usualFlip = section.has("variants") && variants == 1 ? Flip.NONE : standard.flip();
        FactorReader factors = new FactorReader(section);
        Factor crop = factors.read("crop", standard.crop(), Interval.SHARE, least -> new Factor(least, 1), Interval.SHARE);
        AugmentationPlan plan = new AugmentationPlan(
                section.choice("flip", usualFlip, Flip.class),
                factors.read("rotation", standard.rotation(), Interval.UP_TO_HALF, Factor::eitherWay, HALF),
                factors.read("zoom", standard.zoom(), Interval.BELOW_ONE, Factor::eitherWay, ZOOM),
                factors.read("translation", standard.translation(), Interval.UP_TO_ONE, Factor::eitherWay, UNIT),
                crop,
                cropRatio(section, factors, crop),
                factors.read("brightness", standard.brightness(), Interval.UP_TO_ONE, Factor::eitherWay, UNIT),
                factors.read("contrast", standard.contrast(), Interval.UP_TO_ONE, Factor::eitherWay, ANY_STRENGTH),
                factors.read("saturation", standard.saturation(), Interval.UP_TO_ONE, Factor::eitherWay, ANY_STRENGTH),
                factors.read("cutout", standard.cutout(), Interval.UP_TO_ONE, side -> new Factor(side, side), Interval.UP_TO_ONE),
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

    private static Factor cropRatio(Section section, FactorReader factors, Factor crop) {
        boolean crops = !crop.equals(AugmentationPlan.WHOLE);
        if (!crops && section.has("cropRatio")) {
            section.mistake("cropRatio", "has no effect without crop: say crop: 0.7, or leave it out");
        }
        Factor usual = crops ? new Factor(1 / USUAL_RATIO, USUAL_RATIO) : AugmentationPlan.WHOLE;
        Factor ratio = factors.read("cropRatio", usual, Interval.POSITIVE,
                most -> new Factor(Math.min(most, 1 / most), Math.max(most, 1 / most)), Interval.POSITIVE);
        return crops ? ratio : AugmentationPlan.WHOLE;
    }
}
