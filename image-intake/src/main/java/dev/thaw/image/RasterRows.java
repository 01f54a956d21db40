package dev.thaw.image;

import java.awt.image.Raster;

/** Rows of samples as a decoder gives them, before any conversion. */
interface RasterRows extends RgbRows {

    Raster raster();

    @Override
    default int width() {
        return raster().getWidth();
    }

    @Override
    default int height() {
        return raster().getHeight();
    }

    /** All bands of a row, interleaved, as they are. */
    default int[] samples(int y) {
        return raster().getPixels(raster().getMinX(), raster().getMinY() + y, width(), 1, (int[]) null);
    }
}
