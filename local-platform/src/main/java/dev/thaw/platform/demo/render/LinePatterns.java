package dev.thaw.platform.demo.render;

import static dev.thaw.platform.demo.render.Pattern.step;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Patterns of single lines: scratches, cracks, fibres, and surfaces brushed in one direction. */
final class LinePatterns {

    /** How far from the middle of the picture lines are laid, in units. */
    private static final double REACH = 4;

    private LinePatterns() {
    }

    private record Segment(double x, double y, double toX, double toY) {

        double distance(double u, double v) {
            double dx = toX - x;
            double dy = toY - y;
            double along = ((u - x) * dx + (v - y) * dy) / (dx * dx + dy * dy);
            double clipped = Math.max(0, Math.min(1, along));
            return Math.hypot(u - x - clipped * dx, v - y - clipped * dy);
        }
    }

    static Pattern brushed(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        double fineness = random.nextDouble(4, 10);
        double length = random.nextDouble(0.1, 0.4);
        return (u, v) -> noise.fractal(u * fineness, v * length, 2);
    }

    static Pattern scratches(SplittableRandom random) {
        double heading = random.nextDouble(Math.PI);
        List<Segment> lines = new ArrayList<>();
        for (int i = 3 + random.nextInt(6); i > 0; i--) {
            lines.add(line(random, heading + random.nextDouble(-0.5, 0.5), random.nextDouble(1.5, 5)));
        }
        return drawn(lines, random.nextDouble(0.04, 0.09));
    }

    static Pattern fibres(SplittableRandom random) {
        List<Segment> lines = new ArrayList<>();
        for (int i = 25 + random.nextInt(20); i > 0; i--) {
            lines.add(line(random, random.nextDouble(Math.PI), random.nextDouble(0.6, 1.6)));
        }
        ValueNoise noise = new ValueNoise(random.nextLong());
        Pattern straight = drawn(lines, random.nextDouble(0.05, 0.09));
        return (u, v) -> straight.at(u + noise.at(u, v), v + noise.at(u + 40, v));
    }

    /** A few jagged lines with branches. */
    static Pattern cracks(SplittableRandom random) {
        List<Segment> lines = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            grow(random, lines, random.nextDouble(-2, 2), random.nextDouble(-2, 2), random.nextDouble(2 * Math.PI), 14);
        }
        return drawn(lines, random.nextDouble(0.05, 0.1));
    }

    private static void grow(SplittableRandom random, List<Segment> lines, double startX, double startY, double start,
            int steps) {
        double x = startX;
        double y = startY;
        for (int i = 0; i < steps && lines.size() < 60; i++) {
            double heading = start + random.nextDouble(-0.8, 0.8);
            double step = random.nextDouble(0.2, 0.5);
            double toX = x + step * Math.cos(heading);
            double toY = y + step * Math.sin(heading);
            lines.add(new Segment(x, y, toX, toY));
            x = toX;
            y = toY;
            if (random.nextInt(6) == 0) {
                grow(random, lines, x, y, start + (random.nextBoolean() ? 0.8 : -0.8), (steps - i) / 2);
            }
        }
    }

    private static Segment line(SplittableRandom random, double heading, double length) {
        double x = random.nextDouble(-REACH, REACH);
        double y = random.nextDouble(-REACH, REACH);
        double dx = Math.cos(heading) * length / 2;
        double dy = Math.sin(heading) * length / 2;
        return new Segment(x - dx, y - dy, x + dx, y + dy);
    }

    private static Pattern drawn(List<Segment> lines, double width) {
        List<Segment> all = List.copyOf(lines);
        return (u, v) -> {
            double nearest = Double.MAX_VALUE;
            for (Segment line : all) {
                nearest = Math.min(nearest, line.distance(u, v));
            }
            return 1 - step(nearest, width, 0.05);
        };
    }
}
