package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntBinaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSignatureTest {
    private static final int SIDE = 64;

    static String[] oracle() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PictureSignatureTest.class.getResourceAsStream("/signatures.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines().toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @MethodSource("oracle")
    void aSignatureIsTheOneThatSciPyComputes(String line) {
        // given
        String[] parts = line.split(" ");
        int width = Integer.parseInt(parts[0]);
        int height = Integer.parseInt(parts[1]);
        int seed = Integer.parseInt(parts[2]);
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            int c = i % 3;
            pixels[i] = (byte) ((x * x * (seed + c) + y * (7 * seed + x) + x / 5 * (y / 7) * (31 + c) * seed) % 251);
        }

        // when
        PictureSignature signature = PictureSignature.of(new RgbImage(width, height, pixels)).orElseThrow();

        // then
        assertThat(signature).hasToString(parts[3]);
        assertThat(PictureSignature.parse(parts[3])).isEqualTo(signature);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aViewIsTheSignatureOfThePictureTurnedLikeThat(int view) {
        // given
        RgbImage picture = blobs(5);
        int last = SIDE - 1;
        RgbImage turned = moved(picture, (x, y) -> {
            int across = (view & 4) == 0 ? x : y;
            int down = (view & 4) == 0 ? y : x;
            // the mirroring comes after the exchange, so it is undone first
            int fromX = (view & 4) == 0 ? (view & 1) == 0 ? across : last - across : (view & 2) == 0 ? across : last - across;
            int fromY = (view & 4) == 0 ? (view & 2) == 0 ? down : last - down : (view & 1) == 0 ? down : last - down;
            return fromY * SIDE + fromX;
        });

        // when
        PictureSignature seen = PictureSignature.of(picture).orElseThrow().view(view);
        PictureSignature expected = PictureSignature.of(turned).orElseThrow();

        // then: only signs of frequencies that are nearly absent may differ
        assertThat(seen.distance(expected)).isLessThanOrEqualTo(6);
        assertThat(expected.look()).isEqualTo(seen.look());
        assertThat(expected.isCopyOf(seen)).isTrue();
        assertThat(PictureSignature.of(picture).orElseThrow().isCopyOf(expected)).isTrue();
    }

    @Test
    void differentPicturesAreNoCopies() {
        for (int one = 0; one < 40; one++) {
            for (int other = 0; other < one; other++) {
                assertThat(
                        PictureSignature.of(blobs(one)).orElseThrow().isCopyOf(PictureSignature.of(blobs(other)).orElseThrow()))
                        .as("%d and %d", one, other).isFalse();
            }
        }
    }

    @Test
    void theSamePictureInAnotherColorIsNoCopy() {
        // given
        RgbImage picture = blobs(3);
        byte[] tinted = picture.pixels().clone();
        for (int i = 0; i < tinted.length; i += 3) {
            tinted[i] = (byte) Math.max(0, (tinted[i] & 0xff) - 60);
        }

        // then
        assertThat(PictureSignature.of(picture).orElseThrow()
                .isCopyOf(PictureSignature.of(new RgbImage(SIDE, SIDE, tinted)).orElseThrow())).isFalse();
    }

    @Test
    void aPlainSurfaceHasNoSignature() {
        assertThat(PictureSignature.of(new RgbImage(20, 30))).isEmpty();
    }

    @Test
    void whatIsNoSignatureIsRefused() {
        assertThatThrownBy(() -> PictureSignature.parse("00ff")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"00ff\"");
    }

    private static RgbImage moved(RgbImage picture, IntBinaryOperator source) {
        RgbImage moved = new RgbImage(SIDE, SIDE);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int from = source.applyAsInt(x, y);
                moved.copyPixel(x, y, picture, from % SIDE, from / SIDE);
            }
        }
        return moved;
    }

    /** A picture with structure at many scales. */
    private static RgbImage blobs(int seed) {
        Random random = new Random(seed);
        double[][] waves = new double[40][];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = new double[]{random.nextDouble() * SIDE, random.nextDouble() * SIDE, 1.5 + random.nextDouble() * 10,
                    random.nextGaussian() * 70};
        }
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            double x = i / 3 % SIDE;
            double y = i / 3 / SIDE;
            double value = 128;
            for (double[] wave : waves) {
                value += wave[3]
                        * Math.exp(-((x - wave[0]) * (x - wave[0]) + (y - wave[1]) * (y - wave[1])) / (wave[2] * wave[2]));
            }
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return new RgbImage(SIDE, SIDE, pixels);
    }
}
