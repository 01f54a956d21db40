package dev.thaw.platform.demo.render;

/** One random point per unit square; every place of the plane belongs to the point nearest to it (Worley 1996). */
final class Cells {
    private final ValueNoise right;
    private final ValueNoise down;
    private final ValueNoise shade;

    /**
     * @param distance to the nearest point
     * @param edge how much farther the second nearest point is: 0 on the border of two cells
     * @param shade a random number of the cell, in [0, 1)
     */
    record Cell(double distance, double edge, double shade) {
    }

    Cells(long seed) {
        this.right = new ValueNoise(seed);
        this.down = new ValueNoise(seed + 1);
        this.shade = new ValueNoise(seed + 2);
    }

    Cell nearest(double u, double v) {
        long column = (long) Math.floor(u);
        long row = (long) Math.floor(v);
        double best = Double.MAX_VALUE;
        double second = Double.MAX_VALUE;
        double bestShade = 0;
        for (long y = row - 1; y <= row + 1; y++) {
            for (long x = column - 1; x <= column + 1; x++) {
                double distance = Math.hypot(x + right.lattice(x, y) - u, y + down.lattice(x, y) - v);
                if (distance < best) {
                    second = best;
                    best = distance;
                    bestShade = shade.lattice(x, y);
                } else if (distance < second) {
                    second = distance;
                }
            }
        }
        return new Cell(best, second - best, bestShade);
    }
}
