package dev.thaw.finetuning.training;

/**
 * How a view differs from its image: mirrored left for right first, then turned about its middle.
 *
 * @param angle in radians, counter-clockwise as seen
 */
public record Transform(boolean mirrored, float angle) {

    public static final Transform NONE = new Transform(false, 0);

    /** Names the view in the feature bank: the same transform of the same image is the same view, whatever the plan. */
    public String name() {
        String turned = angle == 0 ? "" : "turned" + Integer.toHexString(Float.floatToIntBits(angle));
        return (mirrored ? "mirrored" : angle == 0 ? "original" : "") + turned;
    }
}
