package dev.thaw.platform.demo.render;

import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.util.SplittableRandom;

/** Defects that are lines: smooth bright scratches and jagged dark cracks. */
final class LineDefects {

    private LineDefects() {
    }

    /** One to three smooth grooves that laid bare brighter metal, or filled with dirt. */
    static void scratch(Sheet sheet, SplittableRandom random) {
        int side = sheet.side();
        double heading = random.nextDouble(2 * Math.PI);
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            double angle = heading + random.nextDouble(-0.3, 0.3);
            double length = random.nextDouble(0.25, 0.8) * side;
            double x = random.nextDouble(0.3, 0.7) * side;
            double y = random.nextDouble(0.3, 0.7) * side;
            double dx = Math.cos(angle) * length / 2;
            double dy = Math.sin(angle) * length / 2;
            double bend = random.nextDouble(-0.15, 0.15);
            QuadCurve2D curve = new QuadCurve2D.Double(x - dx, y - dy, x - dy * bend, y + dx * bend, x + dx, y + dy);
            double width = random.nextDouble(1.8, 4.5);
            double brightness = random.nextInt(4) == 0 ? random.nextDouble(0.5, 0.75) : random.nextDouble(1.2, 1.6);
            sheet.stroke(curve, width, -random.nextDouble(1.2, 2.8), brightness);
        }
    }

    /** A dark jagged line with branches that grow thinner. */
    static void crack(Sheet sheet, SplittableRandom random) {
        int side = sheet.side();
        double heading = random.nextDouble(2 * Math.PI);
        double length = random.nextDouble(0.3, 0.8) * side;
        double x = random.nextDouble(0.35, 0.65) * side - Math.cos(heading) * length / 2;
        double y = random.nextDouble(0.35, 0.65) * side - Math.sin(heading) * length / 2;
        double darkness = random.nextDouble(0.25, 0.55);
        branch(sheet, random, x, y, heading, length, random.nextDouble(1.5, 3.5), darkness);
    }

    private static void branch(Sheet sheet, SplittableRandom random, double startX, double startY, double startHeading,
            double length, double startWidth, double darkness) {
        double x = startX;
        double y = startY;
        double heading = startHeading;
        double width = startWidth;
        double gone = 0;
        while (gone < length && width > 0.5) {
            double step = random.nextDouble(0.015, 0.05) * sheet.side();
            // jagged, yet pulled back to where it was going
            heading = startHeading + 0.5 * (heading - startHeading) + random.nextDouble(-0.9, 0.9);
            double nextX = x + step * Math.cos(heading);
            double nextY = y + step * Math.sin(heading);
            Path2D line = new Path2D.Double();
            line.moveTo(x, y);
            line.lineTo(nextX, nextY);
            sheet.stroke(line, width, -1.2, darkness);
            x = nextX;
            y = nextY;
            gone += step;
            width *= random.nextDouble(0.92, 1.03);
            if (random.nextInt(7) == 0 && length - gone > 0.1 * sheet.side()) {
                double turn = random.nextDouble(0.4, 1.1) * (random.nextBoolean() ? 1 : -1);
                branch(sheet, random, x, y, heading + turn, (length - gone) * random.nextDouble(0.3, 0.7), width * 0.75,
                        Math.min(0.8, darkness + 0.05));
            }
        }
    }
}
