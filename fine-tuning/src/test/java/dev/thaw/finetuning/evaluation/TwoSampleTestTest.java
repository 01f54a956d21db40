package dev.thaw.finetuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class TwoSampleTestTest {

    @Test
    void agreesWithScipyOverAllPermutations() throws IOException {
        try (InputStream in = TwoSampleTestTest.class.getResourceAsStream("/evaluation/two-sample.json")) {
            for (JsonNode fixture : new ObjectMapper().readTree(in)) {
                int permutations = 20_000;

                TwoSampleTest test = TwoSampleTest.of(vectors(fixture.get("one")), vectors(fixture.get("other")), permutations,
                        3);

                assertThat(test.bandwidth()).isCloseTo(fixture.get("bandwidth").asDouble(), within(1e-12));
                assertThat(test.statistic()).as(fixture.get("name").asText())
                        .isCloseTo(fixture.get("statistic").asDouble(), within(1e-12));
                // drawn permutations are about the exact share by the binomial distribution: five deviations
                double exact = fixture.get("pValue").asDouble();
                assertThat(test.pValue()).as(fixture.get("name").asText())
                        .isCloseTo(exact, within(5 * Math.sqrt(exact * (1 - exact) / permutations) + 2.0 / permutations));
            }
        }
    }

    @Test
    void keepsItsLevelAndFindsAShift() {
        SplittableRandom random = new SplittableRandom(1);
        int falseAlarms = 0;
        int found = 0;
        for (int i = 0; i < 100; i++) {
            List<float[]> reference = sample(random, 30, 0);
            falseAlarms += TwoSampleTest.of(sample(random, 20, 0), reference, 99, i).pValue() <= 0.05 ? 1 : 0;
            found += TwoSampleTest.of(sample(random, 20, 0.7), reference, 99, i).pValue() <= 0.05 ? 1 : 0;
        }
        // 5 of 100 are expected; more than 12 come in less than one of a thousand such experiments
        assertThat(falseAlarms).isLessThanOrEqualTo(12);
        assertThat(found).isGreaterThan(95);
    }

    @Test
    void isReproducibleAndNeverCertain() {
        List<float[]> near = List.of(new float[]{0}, new float[]{0.1f}, new float[]{0.2f});
        List<float[]> far = List.of(new float[]{9}, new float[]{9.1f}, new float[]{9.2f});

        assertThat(TwoSampleTest.of(near, far, 19, 7)).isEqualTo(TwoSampleTest.of(near, far, 19, 7));
        assertThat(TwoSampleTest.of(near, far, 19, 7).pValue()).isPositive();
        assertThat(TwoSampleTest.of(near, near, 19, 7).pValue()).isGreaterThan(0.5);
        List<float[]> equal = List.of(new float[]{1}, new float[]{1});
        assertThat(TwoSampleTest.of(equal, equal, 19, 7).pValue()).isEqualTo(1);
    }

    private static List<float[]> sample(SplittableRandom random, int count, double shift) {
        List<float[]> sample = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[5];
            for (int k = 0; k < vector.length; k++) {
                vector[k] = (float) (random.nextGaussian() + shift);
            }
            sample.add(vector);
        }
        return sample;
    }

    private static List<float[]> vectors(JsonNode rows) {
        List<float[]> vectors = new ArrayList<>();
        for (JsonNode row : rows) {
            float[] vector = new float[row.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = row.get(i).floatValue();
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
