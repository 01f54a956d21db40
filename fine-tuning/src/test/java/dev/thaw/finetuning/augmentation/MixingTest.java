package dev.thaw.finetuning.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.plan.PlanReader;

class MixingTest {
    private static final Shape IMAGE = Shape.of(8, 10, 3);
    private static final int SIZE = 240;
    private static final List<String> IMAGES = List.of("a", "b", "c");

    @Test
    void mixup_blends_each_image_and_its_target_with_the_next() {
        float[] pixels = threeColours();
        float[] targets = {1, 0, 0, 0, 1, 0, 0, 0, 1};

        float[] kept = mixing("{mixup: 0.4}").mix(pixels, IMAGES, 1, 3);
        Mixing.blendRows(targets, kept);

        for (int i = 0; i < 3; i++) {
            float expected = kept[i] * 10 * (i + 1) + (1 - kept[i]) * 10 * ((i + 1) % 3 + 1);
            assertThat(Arrays.copyOfRange(pixels, i * SIZE, (i + 1) * SIZE)).usingComparatorWithPrecision(1e-4f)
                    .containsOnly(expected);
            assertThat(targets[3 * i + i]).isEqualTo(kept[i]);
            assertThat(targets[3 * i + (i + 1) % 3]).isCloseTo(1 - kept[i], within(1e-6f));
        }
        assertThat(kept).isEqualTo(mixing("{mixup: 0.4}").mix(threeColours(), IMAGES, 1, 3))
                .isNotEqualTo(mixing("{mixup: 0.4}").mix(threeColours(), IMAGES, 1, 4));
    }

    @Test
    void cutmix_pastes_one_rectangle_of_the_next_image_and_counts_its_pixels() {
        for (int epoch = 1; epoch < 50; epoch++) {
            float[] pixels = threeColours();

            float[] kept = mixing("{cutmix: 1}").mix(pixels, IMAGES, 1, epoch);

            for (int image = 0; image < 3; image++) {
                float own = 10 * (image + 1);
                float next = 10 * ((image + 1) % 3 + 1);
                int begin = image * SIZE;
                int[] pasted = IntStream.range(0, SIZE / 3).filter(i -> pixels[begin + 3 * i] == next).toArray();
                assertThat(kept[image]).isCloseTo(1 - pasted.length / 80f, within(1e-6f));
                int rows = (int) Arrays.stream(pasted).map(i -> i / 10).distinct().count();
                int columns = (int) Arrays.stream(pasted).map(i -> i % 10).distinct().count();
                assertThat(pasted).hasSize(rows * columns);
                assertThat(IntStream.range(0, SIZE).filter(i -> pixels[begin + i] != own && pixels[begin + i] != next)).isEmpty();
            }
        }
    }

    /** Mean 1/2 and variance 1 / (4 (2 alpha + 1)) of the Beta distribution. */
    @ParameterizedTest
    @CsvSource({"0.01", "0.2", "1", "2"})
    void shares_are_drawn_from_the_beta_distribution(double alpha) {
        double[] drawn = IntStream.range(0, 20_000).mapToDouble(i -> new Draws(3, i).beta("share", alpha)).toArray();

        double mean = Arrays.stream(drawn).average().orElseThrow();
        double variance = Arrays.stream(drawn).map(share -> (share - mean) * (share - mean)).average().orElseThrow();
        assertThat(Arrays.stream(drawn).filter(share -> !(share >= 0 && share <= 1))).isEmpty();
        assertThat(mean).isCloseTo(0.5, within(0.015));
        assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.005));
    }

    private static Mixing mixing(String yaml) {
        return new Mixing(PlanReader.read("augmentation: " + yaml).augmentation(), 5, IMAGE);
    }

    private static float[] threeColours() {
        float[] pixels = new float[3 * SIZE];
        for (int i = 0; i < 3; i++) {
            Arrays.fill(pixels, i * SIZE, (i + 1) * SIZE, 10 * (i + 1));
        }
        return pixels;
    }
}
