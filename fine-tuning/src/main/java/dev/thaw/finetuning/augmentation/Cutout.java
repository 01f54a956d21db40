package dev.thaw.finetuning.augmentation;

/**
 * A square of an image replaced by the image's mean colour, which is about what a network takes for nothing (DeVries and Taylor, 2017).
 * Its middle lies anywhere, so that it may reach over the border.
 *
 * @param down of its middle, as a share of the height
 * @param right of its middle, as a share of the width
 * @param side as a share of the image's shorter side; 0 for none
 */
record Cutout(double down, double right, double side) {

    static final Cutout NONE = new Cutout(0, 0, 0);

    void apply(float[] image, int offset, int height, int width, int channels) {
        int length = (int) Math.round(side * Math.min(height, width));
        if (length == 0) {
            return;
        }
        float[] means = Colour.means(image, offset, height * width * channels, channels);
        int top = (int) Math.floor(down * height) - length / 2;
        int left = (int) Math.floor(right * width) - length / 2;
        for (int y = Math.max(0, top); y < Math.min(height, top + length); y++) {
            for (int x = Math.max(0, left); x < Math.min(width, left + length); x++) {
                System.arraycopy(means, 0, image, offset + (y * width + x) * channels, channels);
            }
        }
    }
}
