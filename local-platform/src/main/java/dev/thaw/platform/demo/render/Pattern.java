package dev.thaw.platform.demo.render;

/** A value in [0, 1] for every point of the plane; one unit is about the size of what repeats or of a blob. */
@FunctionalInterface
interface Pattern {

    double at(double u, double v);

    /** 0 below the edge, 1 above, with a ramp of that width in between so that edges come out smooth. */
    static double step(double value, double edge, double width) {
        return Math.max(0, Math.min(1, (value - edge) / width + 0.5));
    }

    /** The fraction of a number, in [0, 1). */
    static double fraction(double value) {
        return value - Math.floor(value);
    }

    /** How far a number is from the next whole number, in [0, 0.5]. */
    static double fromWhole(double value) {
        return Math.abs(value - Math.rint(value));
    }
}
