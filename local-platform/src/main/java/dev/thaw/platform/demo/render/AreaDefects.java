package dev.thaw.platform.demo.render;

import java.util.SplittableRandom;

/** Defects that cover an area: dents, seen only by the way they turn the light, and rust. */
final class AreaDefects {

    private AreaDefects() {
    }

    /** One or two hollows, longer one way than the other, some with a raised rim. */
    static void dent(Sheet sheet, SplittableRandom random) {
        int side = sheet.side();
        for (int count = random.nextInt(3) == 0 ? 2 : 1; count > 0; count--) {
            double centreX = random.nextDouble(0.2, 0.8) * side;
            double centreY = random.nextDouble(0.2, 0.8) * side;
            double turn = random.nextDouble(Math.PI);
            double radius = random.nextDouble(0.08, 0.18) * side;
            double longer = random.nextDouble(1, 1.8);
            double rim = random.nextDouble(0, 0.5);
            double cos = Math.cos(turn);
            double sin = Math.sin(turn);
            Plane mask = Plane.of(side, (x, y) -> {
                double along = (cos * (x - centreX) + sin * (y - centreY)) / (radius * longer);
                double across = (-sin * (x - centreX) + cos * (y - centreY)) / radius;
                double square = along * along + across * across;
                return Math.exp(-square) - rim * square * Math.exp(-square);
            });
            sheet.imprint(mask, -random.nextDouble(0.28, 0.5) * radius, 1, 1, 1);
        }
    }

    /** One to three patches with ragged edges, from orange to nearly black, rough and without gloss. */
    static void rust(Sheet sheet, SplittableRandom random) {
        int side = sheet.side();
        double age = random.nextDouble();
        double red = 0.95 - 0.4 * age;
        double green = 0.62 - 0.22 * age;
        double blue = 0.42 - 0.12 * age;
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            ValueNoise noise = new ValueNoise(random.nextLong());
            double centreX = random.nextDouble(0.15, 0.85) * side;
            double centreY = random.nextDouble(0.15, 0.85) * side;
            double radius = random.nextDouble(0.07, 0.22) * side;
            double raggedness = random.nextDouble(0.8, 2.2);
            double density = random.nextDouble(0.6, 1);
            Plane mask = Plane.of(side, (x, y) -> {
                double distance = Math.hypot(x - centreX, y - centreY) / radius;
                double edge = 1 - distance + raggedness * (noise.fractal(x / 24, y / 24, 4) - 0.5);
                double pits = 0.6 + 0.8 * noise.at(x / 4, y / 4 + 70);
                return Math.max(0, Math.min(1, 4 * edge)) * Math.min(1, density * pits);
            });
            sheet.imprint(mask, random.nextDouble(0.3, 1.6), red, green, blue);
        }
    }
}
