package dev.thaw.finetuning.augmentation;

/**
 * How an image's colours are changed: brightness, contrast, saturation, in this order, each cut off at 0 and 255.
 *
 * @param brightness added, as a share of 255 (Keras's RandomBrightness)
 * @param contrast factor on the distance to the channel's mean over the image (Keras's RandomContrast)
 * @param saturation factor on the distance to the grey of the same brightness (torchvision's adjust_saturation)
 */
record Colour(float brightness, float contrast, float saturation) {
    private static final float RED = 0.2989f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    static final Colour NONE = new Colour(0, 1, 1);

    /** Changes {@code size} numbers from {@code offset} on, channel after channel of a pixel; saturation is for RGB only. */
    void apply(float[] image, int offset, int size, int channels) {
        if (brightness != 0) {
            for (int i = offset; i < offset + size; i++) {
                image[i] = clipped(image[i] + brightness * 255);
            }
        }
        if (contrast != 1) {
            float[] means = means(image, offset, size, channels);
            for (int i = offset; i < offset + size; i += channels) {
                for (int c = 0; c < channels; c++) {
                    image[i + c] = clipped((image[i + c] - means[c]) * contrast + means[c]);
                }
            }
        }
        if (saturation != 1 && channels == 3) {
            for (int i = offset; i < offset + size; i += channels) {
                float grey = RED * image[i] + GREEN * image[i + 1] + BLUE * image[i + 2];
                for (int c = 0; c < channels; c++) {
                    image[i + c] = clipped((image[i + c] - grey) * saturation + grey);
                }
            }
        }
    }

    /** Of each channel. */
    static float[] means(float[] image, int offset, int size, int channels) {
        double[] sums = new double[channels];
        for (int i = offset; i < offset + size; i += channels) {
            for (int c = 0; c < channels; c++) {
                sums[c] += image[i + c];
            }
        }
        float[] means = new float[channels];
        for (int c = 0; c < channels; c++) {
            means[c] = (float) (sums[c] * channels / size);
        }
        return means;
    }

    private static float clipped(float value) {
        return Math.min(255, Math.max(0, value));
    }
}
