package dev.thaw.finetuning.plan;

/**
 * Variation of the training images. What moves pixels is applied first, as one warp; then the colours; then the cutout; then two
 * images are mixed. All numbers are shares, not pixels, as those of Keras's random layers.
 *
 * @param rotation as a share of a full turn, counter-clockwise, in [-0.5, 0.5]
 * @param zoom by how much the shown part is larger (above 0: zoomed out) or smaller (below 0: zoomed in) than the image's sides, in
 *        (-1, 10]
 * @param translation as a share of the height and, drawn by itself, of the width, down and to the right, in [-1, 1]
 * @param crop the share of the area that a random crop keeps, in (0, 1]; {@link #WHOLE} for no crop
 * @param cropRatio by how much the crop is wider in proportion than the image, drawn evenly in its logarithm, above 0
 * @param brightness added, as a share of 255, in [-1, 1]
 * @param contrast by which the distance to each channel's mean grows, in [-1, 10]
 * @param saturation by which the distance to grey of the same brightness grows, in [-1, 10]
 * @param cutout side of a square that is replaced by the image's mean colour, as a share of the shorter side, in [0, 1]
 * @param mixup alpha of the Beta distribution that two images' shares are drawn from, in [0, 2]; 0 for none
 * @param cutmix alpha of the Beta distribution that the area taken from another image is drawn from, in [0, 2]; 0 for none
 * @param fill what is seen where the warp looks beyond the border
 * @param variants how many each image has in a stage that trains on the feature bank, the image itself being the first, 1 to 64
 */
public record AugmentationPlan(Flip flip, Factor rotation, Factor zoom, Factor translation, Factor crop, Factor cropRatio,
        Factor brightness, Factor contrast, Factor saturation, Factor cutout, double mixup, double cutmix, Fill fill,
        int variants) {

    /** The crop that keeps everything, and the proportion that changes nothing. */
    public static final Factor WHOLE = new Factor(1, 1);

    /** Images as they are. */
    public static final AugmentationPlan NONE = flips(Flip.NONE, 1);

    /** How an image may be mirrored. */
    public enum Flip {
        NONE(false, false),
        /** Left for right. */
        HORIZONTAL(true, false),
        /** Upside down. */
        VERTICAL(false, true),
        HORIZONTAL_AND_VERTICAL(true, true);

        private final boolean horizontal;
        private final boolean vertical;

        Flip(boolean horizontal, boolean vertical) {
            this.horizontal = horizontal;
            this.vertical = vertical;
        }

        public boolean horizontal() {
            return horizontal;
        }

        public boolean vertical() {
            return vertical;
        }

        /** How many different images it makes of one. */
        int images() {
            return (horizontal ? 2 : 1) * (vertical ? 2 : 1);
        }
    }

    /** What stands beyond an image's border, as the fill modes of Keras. */
    public enum Fill {
        /** {@code dcba|abcd|dcba} */
        REFLECT,
        /** {@code aaaa|abcd|dddd} */
        NEAREST,
        /** {@code abcd|abcd|abcd} */
        WRAP,
        /** Black. */
        CONSTANT
    }

    /** No variation but mirroring. */
    public static AugmentationPlan flips(Flip flip, int variants) {
        return new AugmentationPlan(flip, Factor.NONE, Factor.NONE, Factor.NONE, WHOLE, WHOLE, Factor.NONE, Factor.NONE,
                Factor.NONE, Factor.NONE, 0, 0, Fill.REFLECT, variants);
    }

    AugmentationPlan withVariants(int number) {
        return new AugmentationPlan(flip, rotation, zoom, translation, crop, cropRatio, brightness, contrast, saturation, cutout,
                mixup, cutmix, fill, number);
    }

    /** Whether an image alone is shown in more than one way. */
    public boolean varies() {
        return flip != Flip.NONE || drawsNumbers();
    }

    /** Whether images are shown mixed with others. */
    public boolean mixes() {
        return mixup > 0 || cutmix > 0;
    }

    /** Whether there are more ways to show an image than mirroring has. */
    boolean drawsNumbers() {
        return !(rotation.equals(Factor.NONE) && zoom.equals(Factor.NONE) && translation.equals(Factor.NONE) && crop.equals(WHOLE)
                && brightness.equals(Factor.NONE) && contrast.equals(Factor.NONE) && saturation.equals(Factor.NONE)
                && cutout.equals(Factor.NONE));
    }
}
