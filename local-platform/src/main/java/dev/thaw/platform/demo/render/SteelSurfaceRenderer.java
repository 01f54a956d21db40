package dev.thaw.platform.demo.render;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Photos from an inspection line of brushed or rolled steel. Light, exposure, colour cast, texture, position and focus vary,
 * grease and dust lie on sound sheets too: neither mean colour nor brightness tells the defects apart.
 */
public final class SteelSurfaceRenderer {
    private final int side;

    /** @param side of the photos, in pixels */
    public SteelSurfaceRenderer(int side) {
        this.side = side;
    }

    /** The same seed gives the same photo. */
    public BufferedImage render(Defect defect, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + defect.ordinal());
        Sheet sheet = Sheet.steel(2 * side, random);
        defect.imprintOn(sheet, random);
        Plane light = Light.anywhere(random, 30, 65).shade(sheet.height());
        Plane[] scene = new Plane[3];
        for (int colour = 0; colour < 3; colour++) {
            float[] reflectance = sheet.colours()[colour].values();
            scene[colour] = Plane.of(2 * side, (x, y) -> {
                int pixel = (int) y * 2 * side + (int) x;
                return reflectance[pixel] * light.values()[pixel];
            });
        }
        return Camera.anySetting(random, 0.1, 0.9, 0.03).shoot(scene, random);
    }
}
