package dev.thaw.platform.demo.render;

import java.util.SplittableRandom;

/**
 * A lamp far away and the light that comes from all around.
 *
 * @param x towards the lamp, with y and z a unit vector; z points to the camera
 * @param ambient the share of the light that comes from all around
 * @param gloss how strong the lamp's reflection is
 */
record Light(double x, double y, double z, double ambient, double gloss) {

    /** From any side, between {@code lowest} and {@code highest} degrees above the surface. */
    static Light anywhere(SplittableRandom random, double lowest, double highest) {
        double around = random.nextDouble(2 * Math.PI);
        double elevation = Math.toRadians(random.nextDouble(lowest, highest));
        double flat = Math.cos(elevation);
        return new Light(flat * Math.cos(around), flat * Math.sin(around), Math.sin(elevation),
                random.nextDouble(0.25, 0.5), random.nextDouble(0.0, 0.5));
    }

    /**
     * How bright each pixel of a relief is, about 1 where it is flat.
     *
     * @param height in pixels
     */
    Plane shade(Plane height) {
        return Plane.of(height.side(), (column, row) -> {
            int px = (int) column;
            int py = (int) row;
            double slopeX = (height.at(px + 1, py) - height.at(px - 1, py)) / 2;
            double slopeY = (height.at(px, py + 1) - height.at(px, py - 1)) / 2;
            double length = Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
            double diffuse = Math.max(0, (-slopeX * x - slopeY * y + z) / length);
            // half way between the lamp and the camera, as Blinn does
            double half = Math.sqrt(x * x + y * y + (z + 1) * (z + 1));
            double mirror = Math.max(0, (-slopeX * x - slopeY * y + z + 1) / half / length);
            double flatMirror = (z + 1) / half;
            return ambient + (1 - ambient) * diffuse / z + gloss * (Math.pow(mirror, 40) - Math.pow(flatMirror, 40));
        });
    }
}
