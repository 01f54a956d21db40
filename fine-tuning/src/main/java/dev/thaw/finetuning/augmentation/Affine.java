package dev.thaw.finetuning.augmentation;

/**
 * Where the pixels of a warped image come from: its pixel (x, y) shows what the image has at (xx x + xy y + x0, yx x + yy y + y0).
 * Pixels are counted from 0 at their middles, y downwards.
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {

    /** A stretch of each axis about a point. */
    static Affine stretch(double factorX, double factorY, double middleX, double middleY) {
        return new Affine(factorX, 0, middleX * (1 - factorX), 0, factorY, middleY * (1 - factorY));
    }

    static Affine shift(double x, double y) {
        return new Affine(1, 0, x, 0, 1, y);
    }

    /** A turn about a point: what is seen there turns counter-clockwise. */
    static Affine turn(double radians, double middleX, double middleY) {
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        return new Affine(cos, -sin, middleX - cos * middleX + sin * middleY, sin, cos, middleY - sin * middleX - cos * middleY);
    }

    /** This, applied to what the other warp made of the image. */
    Affine after(Affine other) {
        return new Affine(other.xx * xx + other.xy * yx, other.xx * xy + other.xy * yy, other.xx * x0 + other.xy * y0 + other.x0,
                other.yx * xx + other.yy * yx, other.yx * xy + other.yy * yy, other.yx * x0 + other.yy * y0 + other.y0);
    }

    double sourceX(int x, int y) {
        return xx * x + xy * y + x0;
    }

    double sourceY(int x, int y) {
        return yx * x + yy * y + y0;
    }
}
