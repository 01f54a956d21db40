package dev.thaw.finetuning.augmentation;

/**
 * How an image's pixels are moved: cropped, mirrored, turned, zoomed and shifted, in this order and in one warp.
 *
 * @param cropTop first row kept, as a share of the height
 * @param cropLeft first column kept, as a share of the width
 * @param cropHeight kept of the height, above 0, at most 1
 * @param cropWidth kept of the width, above 0, at most 1
 * @param mirrored left for right
 * @param upsideDown top for bottom
 * @param turn counter-clockwise as seen, as a share of a full turn
 * @param zoom by how much more than the image's sides is shown; below 0 less
 * @param down as a share of the height
 * @param right as a share of the width
 */
record Geometry(double cropTop, double cropLeft, double cropHeight, double cropWidth, boolean mirrored, boolean upsideDown,
        double turn, double zoom, double down, double right) {

    static final Geometry NONE = new Geometry(0, 0, 1, 1, false, false, 0, 0, 0, 0);

    static Geometry mirrored(boolean mirrored, boolean upsideDown) {
        return new Geometry(0, 0, 1, 1, mirrored, upsideDown, 0, 0, 0, 0);
    }

    Affine warp(int height, int width) {
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        // of a crop the borders are kept, not the middles of the outermost pixels
        Affine crop = new Affine(cropWidth, 0, cropLeft * width + cropWidth / 2 - 0.5, 0, cropHeight,
                cropTop * height + cropHeight / 2 - 0.5);
        Affine mirror = Affine.stretch(mirrored ? -1 : 1, upsideDown ? -1 : 1, middleX, middleY);
        return Affine.shift(-right * width, -down * height)
                .after(Affine.stretch(1 + zoom, 1 + zoom, middleX, middleY))
                .after(Affine.turn(2 * Math.PI * turn, middleX, middleY))
                .after(mirror)
                .after(crop);
    }
}
