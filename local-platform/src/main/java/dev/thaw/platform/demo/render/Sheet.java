package dev.thaw.platform.demo.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.SplittableRandom;

/**
 * A sheet of metal seen from above: its relief and its colour, at twice the photo's size so that thin marks come out smooth.
 *
 * @param height in pixels
 * @param colours red, green and blue reflectance, about 0 to 1
 */
record Sheet(Plane height, Plane[] colours) {

    int side() {
        return height.side();
    }

    /** Brushed or rolled steel without a defect: streaks along one direction, waviness, grain, and here and there a smudge or dust. */
    static Sheet steel(int side, SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        double direction = random.nextDouble(-0.35, 0.35) + (random.nextInt(4) == 0 ? Math.PI / 2 : 0);
        double cos = Math.cos(direction);
        double sin = Math.sin(direction);
        double fineness = random.nextDouble(0.25, 0.8);
        double stretch = random.nextDouble(0.01, 0.06);
        double streaks = random.nextDouble(0.15, 1.1);
        double grain = random.nextDouble(0.0, 0.5);
        double waves = random.nextDouble(0.0, 5.0);
        double waveLength = random.nextDouble(50, 140);
        Plane height = Plane.of(side, (x, y) -> {
            double along = cos * x + sin * y;
            double across = -sin * x + cos * y;
            return streaks * noise.fractal(along * stretch * fineness, across * fineness, 3)
                    + grain * noise.at(x * 0.5 + 400, y * 0.5)
                    + waves * noise.at(along / waveLength / 3 + 80, across / waveLength);
        });
        double grey = random.nextDouble(0.42, 0.68);
        double warmth = random.nextDouble(-0.03, 0.03);
        double mottle = random.nextDouble(0.0, 0.14);
        double[] tint = {grey + warmth, grey, grey - warmth};
        Plane finish = Plane.of(side, (x, y) -> 1 + mottle * (noise.fractal(x / 45 - 90, y / 45, 3) - 0.5)
                + 0.12 * (noise.at((cos * x + sin * y) * 0.012 + 33, (-sin * x + cos * y) * fineness * 0.6) - 0.5));
        Plane[] colours = new Plane[3];
        for (int colour = 0; colour < 3; colour++) {
            double base = tint[colour];
            colours[colour] = finish.map(value -> base * value);
        }
        Sheet sheet = new Sheet(height, colours);
        for (int smudges = random.nextInt(3); smudges > 0; smudges--) {
            sheet.smudge(random);
        }
        sheet.dust(random);
        return sheet;
    }

    /** Raises (or, below 0, lowers) the sheet where the mask is 1, and multiplies its colours by the factors. */
    void imprint(Plane mask, double rise, double red, double green, double blue) {
        for (int i = 0; i < mask.values().length; i++) {
            imprint(i, mask.values()[i], rise, red, green, blue);
        }
    }

    private void imprint(int pixel, float share, double rise, double red, double green, double blue) {
        height.values()[pixel] += (float) (rise * share);
        colours[0].values()[pixel] *= (float) (1 + share * (red - 1));
        colours[1].values()[pixel] *= (float) (1 + share * (green - 1));
        colours[2].values()[pixel] *= (float) (1 + share * (blue - 1));
    }

    /** Draws the shape's outline with a pen of that width in pixels: there the sheet rises and its brightness is multiplied. */
    void stroke(Shape shape, double width, double rise, double brightness) {
        BufferedImage drawing = new BufferedImage(side(), side(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = drawing.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
        graphics.dispose();
        byte[] drawn = ((DataBufferByte) drawing.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < drawn.length; i++) {
            if (drawn[i] != 0) {
                imprint(i, (drawn[i] & 0xFF) / 255f, rise, brightness, brightness, brightness);
            }
        }
    }

    /** Grease: a dark soft patch that is no defect. */
    private void smudge(SplittableRandom random) {
        ValueNoise noise = new ValueNoise(random.nextLong());
        double centreX = random.nextDouble(side());
        double centreY = random.nextDouble(side());
        double radius = random.nextDouble(0.08, 0.35) * side();
        double strength = random.nextDouble(0.05, 0.3);
        Plane mask = Plane.of(side(), (x, y) -> {
            double distance = Math.hypot(x - centreX, y - centreY) / radius + 0.8 * (noise.fractal(x / 50, y / 50, 2) - 0.5);
            return Math.exp(-distance * distance * 2);
        });
        imprint(mask, 0, 1 - strength, 1 - strength * random.nextDouble(0.9, 1.2), 1 - strength * random.nextDouble(0.9, 1.5));
    }

    private void dust(SplittableRandom random) {
        for (int specks = random.nextInt(12); specks > 0; specks--) {
            double x = random.nextDouble(side());
            double y = random.nextDouble(side());
            double factor = random.nextDouble(0.6, 1.25);
            Line2D speck = new Line2D.Double(x, y, x + random.nextDouble(3), y + random.nextDouble(3));
            stroke(speck, random.nextDouble(1, 3), 0, factor);
        }
    }
}
