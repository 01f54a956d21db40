package dev.thaw.finetuning.network;

/** A height and a width: of a kernel, a stride, a dilation. */
public record Size(int height, int width) {

    public Size {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a size is at least 1 x 1, not " + height + " x " + width);
        }
    }

    /** As high as wide. @throws IllegalArgumentException if the side is below 1 */
    public static Size square(int side) {
        return new Size(side, side);
    }
}
