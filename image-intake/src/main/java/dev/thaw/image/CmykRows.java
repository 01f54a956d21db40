package dev.thaw.image;

import java.awt.image.Raster;

/**
 * The rows of a JPEG file of four components as RGB. Like every program that writes such files, it takes them as Adobe does: with
 * the numbers inverted, 255 for no ink. Colours are mixed by the plain formula, since the profile of a press is a table.
 *
 * @param ycck true if the first three components are YCbCr (ITU-T T.871) of the inks' complements
 */
record CmykRows(Raster raster, boolean ycck) implements RasterRows {

    @Override
    public void read(int y, int[] rgb) {
        int[] samples = samples(y);
        for (int x = 0; x < width(); x++) {
            int first = samples[4 * x];
            int second = samples[4 * x + 1];
            int third = samples[4 * x + 2];
            int white = samples[4 * x + 3];
            if (ycck) {
                double luma = first;
                double blue = second - 128;
                double red = third - 128;
                first = 255 - bounded(luma + 1.402 * red);
                second = 255 - bounded(luma - 0.344136 * blue - 0.714136 * red);
                third = 255 - bounded(luma + 1.772 * blue);
            }
            rgb[3 * x] = (first * white + 127) / 255;
            rgb[3 * x + 1] = (second * white + 127) / 255;
            rgb[3 * x + 2] = (third * white + 127) / 255;
        }
    }

    private static int bounded(double value) {
        return (int) Math.round(Math.max(0, Math.min(255, value)));
    }
}
