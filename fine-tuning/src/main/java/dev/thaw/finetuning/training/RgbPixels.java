package dev.thaw.finetuning.training;

import java.awt.image.BufferedImage;

/** Pictures as an {@link ImageSource} gives them. */
public final class RgbPixels {
    private static final int CHANNELS = 3;

    private RgbPixels() {
    }

    /** Raw RGB: height * width * 3 bytes, row by row, 0..255 unsigned. */
    public static byte[] of(BufferedImage image) {
        int[] packed = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        byte[] pixels = new byte[packed.length * CHANNELS];
        for (int i = 0; i < packed.length; i++) {
            pixels[CHANNELS * i] = (byte) (packed[i] >> 16);
            pixels[CHANNELS * i + 1] = (byte) (packed[i] >> 8);
            pixels[CHANNELS * i + 2] = (byte) packed[i];
        }
        return pixels;
    }
}
