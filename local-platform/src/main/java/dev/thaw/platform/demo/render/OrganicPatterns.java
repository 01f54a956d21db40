package dev.thaw.platform.demo.render;

import static dev.thaw.platform.demo.render.Pattern.step;

import java.util.SplittableRandom;

/** Patterns of nature: noise in its forms, wood, marble, cells, stains, hollows. */
final class OrganicPatterns {

    private OrganicPatterns() {
    }

    static Pattern clouds(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        return (u, v) -> noise.fractal(u * 0.7, v * 0.7, 2);
    }

    static Pattern turbulence(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        return (u, v) -> step(noise.fractal(u * 0.8, v * 0.8, 6), 0.5, 0.7);
    }

    static Pattern grain(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        double scale = random.nextDouble(5, 9);
        return (u, v) -> noise.at(u * scale, v * scale);
    }

    static Pattern plain(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        double unevenness = random.nextDouble(0.0, 0.15);
        return (u, v) -> 0.5 + unevenness * (noise.at(u * 0.3, v * 0.3) - 0.5);
    }

    static Pattern camouflage(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        return (u, v) -> {
            double value = noise.fractal(u, v, 3);
            return 0.5 * step(value, 0.43, 0.02) + 0.5 * step(value, 0.57, 0.02);
        };
    }

    static Pattern stains(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        double coverage = random.nextDouble(0.6, 0.68);
        return (u, v) -> step(noise.fractal(u * 0.6, v * 0.6, 5), coverage, 0.05)
                * (0.6 + 0.4 * noise.at(u * 6, v * 6));
    }

    static Pattern marble(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        double turbulence = random.nextDouble(2, 4);
        return (u, v) -> Math.pow(0.5 + 0.5 * Math.sin(2 * u + turbulence * 2 * noise.fractal(u * 0.6, v * 0.6, 4)), 0.5);
    }

    static Pattern wood(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        double x = random.nextDouble(2, 6);
        return (u, v) -> {
            double ring = 2.5 * Math.hypot(u - x, 0.15 * v) + 1.2 * noise.fractal(u * 0.5, v * 0.12, 3);
            double grain = noise.at(u * 9, v * 0.6);
            return 0.75 * Pattern.fraction(ring) + 0.25 * grain;
        };
    }

    static Pattern ridges(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        return (u, v) -> 1 - Math.min(1, 5 * Math.abs(noise.fractal(u * 0.8, v * 0.8, 3) - 0.5));
    }

    static Pattern cobbles(SplittableRandom random) {
        Cells cells = new Cells(random.nextLong());
        return (u, v) -> 1 - Math.min(1, 1.2 * cells.nearest(u, v).distance());
    }

    static Pattern mosaic(SplittableRandom random) {
        Cells cells = new Cells(random.nextLong());
        return (u, v) -> cells.nearest(u, v).shade();
    }

    static Pattern driedMud(SplittableRandom random) {
        Cells cells = new Cells(random.nextLong());
        ValueNoise noise = new ValueNoise(random.nextLong());
        double width = random.nextDouble(0.05, 0.12);
        return (u, v) -> {
            double bentU = u + 0.5 * (noise.fractal(u * 2, v * 2, 3) - 0.5);
            double bentV = v + 0.5 * (noise.fractal(u * 2 + 50, v * 2, 3) - 0.5);
            return step(cells.nearest(bentU, bentV).edge(), width, 0.06);
        };
    }

    static Pattern pebbles(SplittableRandom random) {
        Cells cells = new Cells(random.nextLong());
        double radius = random.nextDouble(0.18, 0.32);
        return (u, v) -> 1 - step(cells.nearest(u, v).distance(), radius, 0.06);
    }

    static Pattern speckles(SplittableRandom random) {
        Cells cells = new Cells(random.nextLong());
        double radius = random.nextDouble(0.1, 0.2);
        double fineness = random.nextDouble(2, 3);
        return (u, v) -> {
            Cells.Cell cell = cells.nearest(u * fineness, v * fineness);
            return 1 - step(cell.distance(), radius * (0.4 + cell.shade()), 0.15);
        };
    }

    /** A few soft hollows or bumps far from each other; only their shading shows them. */
    static Pattern hollows(SplittableRandom random) {
        Cells cells = new Cells(random.nextLong());
        double radius = random.nextDouble(0.25, 0.4);
        return (u, v) -> {
            Cells.Cell cell = cells.nearest(u * 0.5, v * 0.5);
            double distance = cell.distance() / radius;
            return cell.shade() > 0.4 ? Math.exp(-distance * distance * 2) : 0;
        };
    }
}
