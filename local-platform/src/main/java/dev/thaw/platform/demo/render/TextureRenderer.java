package dev.thaw.platform.demo.render;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Pictures of textures in any colours, size, rotation, relief and light. */
public final class TextureRenderer {
    private final int side;

    /** @param side of the pictures, in pixels */
    public TextureRenderer(int side) {
        this.side = side;
    }

    /** The same seed gives the same picture. */
    public BufferedImage render(Texture texture, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 1009 + texture.ordinal());
        Plane values = values(texture.draw(random), random);
        Plane light = relief(values, random);
        // a ground under the pattern, so that no class is told by being smooth
        ValueNoise ground = new ValueNoise(random.nextLong());
        double roughness = random.nextDouble(0, 0.2);
        double fineness = random.nextDouble(0.03, 0.4);
        Plane unevenness = Plane.of(2 * side, (x, y) -> 1 + roughness * (ground.at(x * fineness, y * fineness) - 0.5));
        double[][] colours = colours(random);
        Plane[] scene = new Plane[3];
        for (int colour = 0; colour < 3; colour++) {
            double low = colours[0][colour];
            double high = colours[1][colour];
            scene[colour] = Plane.of(2 * side, (x, y) -> {
                int pixel = (int) y * 2 * side + (int) x;
                return (low + (high - low) * values.values()[pixel]) * light.values()[pixel] * unevenness.values()[pixel];
            });
        }
        return Camera.anySetting(random, 0.1, 0.8, 0.04).shoot(scene, random);
    }

    private Plane values(Pattern pattern, SplittableRandom random) {
        double turn = random.nextDouble(2 * Math.PI);
        double unitsAcross = random.nextDouble(3, 7);
        double scale = unitsAcross / (2 * side);
        double cos = Math.cos(turn) * scale;
        double sin = Math.sin(turn) * scale;
        double offsetU = random.nextDouble(-0.5, 0.5);
        double offsetV = random.nextDouble(-0.5, 0.5);
        return Plane.of(2 * side, (column, row) -> {
            double x = column - side;
            double y = row - side;
            return pattern.at(cos * x + sin * y + offsetU, -sin * x + cos * y + offsetV);
        });
    }

    /** Half of the pictures have a relief: what is bright in the pattern stands out or is sunk in. */
    private Plane relief(Plane values, SplittableRandom random) {
        double height = random.nextBoolean() ? random.nextDouble(-8, 8) : 0;
        return Light.anywhere(random, 30, 65).shade(values.map(value -> height * value));
    }

    /** Two colours; often close to each other in hue, and at times hardly apart in brightness. */
    private static double[][] colours(SplittableRandom random) {
        double[] first = {random.nextDouble(0.1, 0.9), random.nextDouble(0.1, 0.9), random.nextDouble(0.1, 0.9)};
        double[] second = new double[3];
        boolean greyish = random.nextInt(3) > 0;
        double contrast = random.nextDouble(0.18, 0.6) * (random.nextBoolean() ? 1 : -1);
        double mean = (first[0] + first[1] + first[2]) / 3;
        if (Math.abs(mean + contrast - 0.5) > 0.45) {
            contrast = -contrast;
        }
        for (int colour = 0; colour < 3; colour++) {
            if (greyish) {
                first[colour] = mean + 0.3 * (first[colour] - mean);
            }
            double hue = greyish ? random.nextDouble(-0.06, 0.06) : random.nextDouble(-0.25, 0.25);
            second[colour] = Math.max(0.03, Math.min(0.97, first[colour] + contrast + hue));
        }
        return new double[][]{first, second};
    }
}
