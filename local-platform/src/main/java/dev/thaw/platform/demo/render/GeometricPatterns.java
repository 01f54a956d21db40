package dev.thaw.platform.demo.render;

import static dev.thaw.platform.demo.render.Pattern.fraction;
import static dev.thaw.platform.demo.render.Pattern.fromWhole;
import static dev.thaw.platform.demo.render.Pattern.step;

import java.util.SplittableRandom;

/** Patterns that repeat exactly: stripes, checks, dots, bricks, weave. Each draws its proportions from the random numbers. */
final class GeometricPatterns {
    private static final double EDGE = 0.06;

    private GeometricPatterns() {
    }

    static Pattern softStripes(SplittableRandom random) {
        return (u, v) -> 0.5 + 0.5 * Math.sin(2 * Math.PI * u);
    }

    static Pattern hardStripes(SplittableRandom random) {
        double share = random.nextDouble(0.3, 0.7);
        return (u, v) -> step(fromWhole(u), share / 2, EDGE);
    }

    static Pattern waves(SplittableRandom random) {
        double swing = random.nextDouble(0.25, 0.6);
        double length = random.nextDouble(1.5, 3);
        return (u, v) -> step(fromWhole(u + swing * Math.sin(2 * Math.PI * v / length)), 0.25, EDGE);
    }

    static Pattern zigzag(SplittableRandom random) {
        double swing = random.nextDouble(0.7, 1.4);
        double length = random.nextDouble(1.2, 2.2);
        return (u, v) -> step(fromWhole(u + swing * fromWhole(v / length)), 0.25, EDGE);
    }

    static Pattern checks(SplittableRandom random) {
        double width = random.nextDouble(0.7, 1.4);
        return (u, v) -> {
            double product = Math.sin(Math.PI * u / width) * Math.sin(Math.PI * v);
            return step(product, 0, 0.2);
        };
    }

    static Pattern triangles(SplittableRandom random) {
        return (u, v) -> {
            double slanted = u + 0.5 * v;
            return step(fraction(slanted) + fraction(v), 1, EDGE);
        };
    }

    static Pattern plaid(SplittableRandom random) {
        double wide = random.nextDouble(0.3, 0.6);
        double thin = random.nextDouble(0.05, 0.12);
        return (u, v) -> (band(u, wide, thin) + band(v, wide, thin)) / 2;
    }

    private static double band(double position, double wide, double thin) {
        double broad = 1 - step(fromWhole(position / 2), wide / 2, EDGE);
        double fine = 1 - step(fromWhole(position / 2 + 0.5), thin / 2, EDGE);
        return Math.min(1, 0.8 * broad + fine);
    }

    static Pattern dots(SplittableRandom random) {
        double radius = random.nextDouble(0.18, 0.36);
        return (u, v) -> 1 - step(Math.hypot(fromWhole(u), fromWhole(v)), radius, EDGE);
    }

    static Pattern ringsInRows(SplittableRandom random) {
        double radius = random.nextDouble(0.26, 0.4);
        double thickness = random.nextDouble(0.05, 0.1);
        return (u, v) -> 1 - step(Math.abs(Math.hypot(fromWhole(u), fromWhole(v)) - radius), thickness, EDGE);
    }

    static Pattern crosses(SplittableRandom random) {
        double arm = random.nextDouble(0.28, 0.42);
        double thickness = random.nextDouble(0.06, 0.12);
        return (u, v) -> {
            double x = fromWhole(u);
            double y = fromWhole(v);
            return 1 - step(Math.max(Math.min(x, y) - thickness, Math.max(x, y) - arm), 0, EDGE);
        };
    }

    static Pattern grid(SplittableRandom random) {
        double thickness = random.nextDouble(0.05, 0.13);
        return (u, v) -> step(Math.min(fromWhole(u), fromWhole(v)), thickness, EDGE);
    }

    static Pattern bricks(SplittableRandom random) {
        double length = random.nextDouble(1.7, 2.6);
        double joint = random.nextDouble(0.05, 0.1);
        ValueNoise shade = new ValueNoise(random.nextLong());
        return (u, v) -> {
            double shifted = u / length + 0.5 * Math.floorMod((long) Math.floor(v), 2L);
            double edge = Math.min(fromWhole(shifted) * length, fromWhole(v));
            double stone = 0.6 + 0.4 * shade.lattice((long) Math.floor(shifted), (long) Math.floor(v));
            return stone * step(edge, joint, EDGE);
        };
    }

    static Pattern honeycomb(SplittableRandom random) {
        double thickness = random.nextDouble(0.05, 0.12);
        double row = Math.sqrt(3);
        return (u, v) -> {
            double ax = u - Math.rint(u);
            double ay = v - row * Math.rint(v / row);
            double bx = u - 0.5 - Math.rint(u - 0.5);
            double by = v - row / 2 - row * Math.rint((v - row / 2) / row);
            boolean first = Math.hypot(ax, ay) < Math.hypot(bx, by);
            double x = Math.abs(first ? ax : bx);
            double y = Math.abs(first ? ay : by);
            return step(0.5 - Math.max(x, 0.5 * x + row / 2 * y), thickness, EDGE);
        };
    }

    static Pattern scales(SplittableRandom random) {
        return (u, v) -> {
            long row = (long) Math.floor(v * 2);
            double best = 0;
            for (long candidate = row; candidate <= row + 1; candidate++) {
                double shifted = u + 0.5 * Math.floorMod(candidate, 2L);
                double distance = Math.hypot(shifted - Math.rint(shifted), v - candidate / 2.0);
                if (distance < 0.6) {
                    best = 1 - distance / 0.6;
                    break;
                }
            }
            return best;
        };
    }

    static Pattern weave(SplittableRandom random) {
        double gap = random.nextDouble(0.04, 0.1);
        return (u, v) -> {
            boolean over = Math.floorMod((long) Math.floor(u) + (long) Math.floor(v), 2L) == 0;
            double across = over ? fraction(u) : fraction(v);
            double along = over ? fraction(v) : fraction(u);
            return step(Math.min(across, 1 - across), gap, EDGE) * (0.35 + 0.65 * Math.sin(Math.PI * along));
        };
    }

    static Pattern circles(SplittableRandom random) {
        double x = random.nextDouble(-3, 3);
        double y = random.nextDouble(-3, 3);
        return (u, v) -> step(fromWhole(Math.hypot(u - x, v - y)), 0.25, 2 * EDGE);
    }

    static Pattern rays(SplittableRandom random) {
        double x = random.nextDouble(-1.5, 1.5);
        double y = random.nextDouble(-1.5, 1.5);
        int count = 7 + random.nextInt(9);
        return (u, v) -> step(fromWhole(count * Math.atan2(v - y, u - x) / (2 * Math.PI)), 0.25, 2 * EDGE);
    }

    static Pattern gradient(SplittableRandom random) {
        double stretch = random.nextDouble(4, 9);
        double bend = random.nextDouble(-0.05, 0.05);
        return (u, v) -> Math.max(0, Math.min(1, 0.5 + (u + bend * v * v) / stretch));
    }
}
