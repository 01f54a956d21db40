package dev.thaw.platform.demo.render;

/**
 * Smooth seeded noise over the plane with values in [0, 1]: random numbers on an integer lattice, blended in between.
 * One unit is the distance of two lattice points, about the size of a blob.
 */
final class ValueNoise {
    private final long seed;

    ValueNoise(long seed) {
        this.seed = seed;
    }

    /** The noise at a point. */
    double at(double x, double y) {
        long left = (long) Math.floor(x);
        long top = (long) Math.floor(y);
        double right = smooth(x - left);
        double down = smooth(y - top);
        double above = mix(lattice(left, top), lattice(left + 1, top), right);
        double below = mix(lattice(left, top + 1), lattice(left + 1, top + 1), right);
        return mix(above, below, down);
    }

    /** A sum of octaves, each twice as fine and half as strong as the one before; still in [0, 1]. */
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double weight = 0;
        double strength = 1;
        double scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            // the shift keeps the octaves' lattices from lining up at the origin
            sum += strength * at(x * scale + 17.3 * octave, y * scale - 9.1 * octave);
            weight += strength;
            strength /= 2;
            scale *= 2;
        }
        return sum / weight;
    }

    /** The random number of a lattice point, in [0, 1). */
    double lattice(long x, long y) {
        long bits = seed ^ x * 0x9E3779B97F4A7C15L ^ y * 0xC2B2AE3D27D4EB4FL;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return ((bits ^ bits >>> 31) >>> 11) * 0x1.0p-53;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
