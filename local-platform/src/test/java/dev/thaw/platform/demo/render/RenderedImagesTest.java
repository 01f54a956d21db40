package dev.thaw.platform.demo.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RenderedImagesTest {
    private static final int SIDE = 48;
    private static final int IMAGES = 24;
    private final SteelSurfaceRenderer steel = new SteelSurfaceRenderer(SIDE);
    private final TextureRenderer textures = new TextureRenderer(SIDE);

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSamePhoto(Defect defect) {
        assertThat(pixels(steel.render(defect, 7))).isEqualTo(pixels(new SteelSurfaceRenderer(SIDE).render(defect, 7)));
        assertThat(pixels(steel.render(defect, 8))).isNotEqualTo(pixels(steel.render(defect, 7)));
    }

    @ParameterizedTest
    @EnumSource
    void everyTextureFillsThePictureAndVaries(Texture texture) {
        int[] first = pixels(textures.render(texture, 1));

        assertThat(first).hasSize(SIDE * SIDE);
        assertThat(Arrays.stream(first).distinct().count()).isGreaterThan(20);
        assertThat(first).isEqualTo(pixels(textures.render(texture, 1))).isNotEqualTo(pixels(textures.render(texture, 2)));
    }

    @Test
    void meanColourDoesNotTellTheDefectsApart() {
        Map<Defect, double[][]> colours = new EnumMap<>(Defect.class);
        for (Defect defect : Defect.values()) {
            colours.put(defect, IntStream.range(0, IMAGES).parallel()
                    .mapToObj(seed -> meanColour(steel.render(defect, seed))).toArray(double[][]::new));
        }

        long right = colours.entrySet().stream().mapToLong(entry -> Arrays.stream(entry.getValue())
                .filter(colour -> nearestMean(colours, colour) == entry.getKey()).count()).sum();

        // even on the very photos that the means were taken of
        assertThat(right / (double) (IMAGES * Defect.values().length)).isBetween(0.15, 0.55);
    }

    private static Defect nearestMean(Map<Defect, double[][]> colours, double[] colour) {
        Defect nearest = null;
        double least = Double.MAX_VALUE;
        for (Map.Entry<Defect, double[][]> entry : colours.entrySet()) {
            double distance = 0;
            for (int c = 0; c < 3; c++) {
                int channel = c;
                double mean = Arrays.stream(entry.getValue()).mapToDouble(one -> one[channel]).average().orElseThrow();
                distance += (mean - colour[c]) * (mean - colour[c]);
            }
            if (distance < least) {
                least = distance;
                nearest = entry.getKey();
            }
        }
        return nearest;
    }

    private static double[] meanColour(BufferedImage image) {
        double[] sum = new double[3];
        for (int rgb : pixels(image)) {
            sum[0] += rgb >> 16 & 255;
            sum[1] += rgb >> 8 & 255;
            sum[2] += rgb & 255;
        }
        return sum;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
