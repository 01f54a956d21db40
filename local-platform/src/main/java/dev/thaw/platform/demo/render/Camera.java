package dev.thaw.platform.demo.render;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * What the camera does to a scene: exposure, colour cast, uneven light over the frame, blur and sensor noise.
 *
 * @param exposure factor on the brightness
 * @param cast factor per colour, red, green, blue
 * @param fallX change of brightness from left to right
 * @param fallY change of brightness from top to bottom
 * @param blur standard deviation in pixels of the photo
 * @param noise standard deviation of the sensor noise, as a share of white
 */
record Camera(double exposure, double[] cast, double fallX, double fallY, double blur, double noise) {

    /** @param whiteBalance how far off the white balance may be: red up and blue down by that share, or the other way */
    static Camera anySetting(SplittableRandom random, double whiteBalance, double strongestBlur, double strongestNoise) {
        double warmth = random.nextDouble(-whiteBalance, whiteBalance);
        double[] cast = {1 + warmth, 1 + random.nextDouble(-0.02, 0.02), 1 - warmth};
        return new Camera(random.nextDouble(0.7, 1.2), cast, random.nextDouble(-0.25, 0.25), random.nextDouble(-0.25, 0.25),
                random.nextDouble(0, strongestBlur), random.nextDouble(0.004, strongestNoise));
    }

    /** @param scene red, green and blue at twice the photo's size, about 0 to 1 */
    BufferedImage shoot(Plane[] scene, SplittableRandom random) {
        int side = scene[0].side() / 2;
        Plane[] photo = new Plane[3];
        for (int colour = 0; colour < 3; colour++) {
            photo[colour] = scene[colour].halved().blurred(blur);
        }
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double fall = 1 + fallX * (x / (double) side - 0.5) + fallY * (y / (double) side - 0.5);
                // most of a sensor's noise is the same for the three colours once the photo is made
                double grey = noise * gaussian(random);
                int rgb = 0;
                for (int colour = 0; colour < 3; colour++) {
                    double value = photo[colour].at(x, y) * exposure * cast[colour] * fall + grey
                            + 0.4 * noise * gaussian(random);
                    rgb = rgb << 8 | (int) Math.round(255 * Math.max(0, Math.min(1, value)));
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    /** About normal: the sum of four uniform numbers, scaled to a standard deviation of 1. */
    private static double gaussian(SplittableRandom random) {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
        return (sum - 2) * Math.sqrt(3);
    }
}
