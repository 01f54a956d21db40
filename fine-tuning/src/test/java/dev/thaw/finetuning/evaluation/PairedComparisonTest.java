package dev.thaw.finetuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** Held against SciPy. */
class PairedComparisonTest {

    static List<JsonNode> counts() {
        return StreamSupport.stream(ReferenceMetrics.ALL.get("mcnemar").spliterator(), false).toList();
    }

    static List<JsonNode> comparisons() {
        return StreamSupport.stream(ReferenceMetrics.ALL.get("comparisons").spliterator(), false).toList();
    }

    @ParameterizedTest
    @MethodSource("counts")
    void mcnemars_test_is_the_exact_binomial_test(JsonNode counts) {
        double expected = counts.get("pValue").asDouble();

        assertThat(McNemarTest.pValue(counts.get("onlyFirst").asLong(), counts.get("onlySecond").asLong()))
                .isEqualTo(expected, within(1e-9 + 1e-7 * expected));
    }

    @Test
    void two_that_never_disagree_are_not_told_apart() {
        assertThat(McNemarTest.pValue(0, 0)).isEqualTo(1);
    }

    /** Both are draws: SciPy's of 100,000, which is taken for the truth, and 2000 of our own. */
    @ParameterizedTest
    @MethodSource("comparisons")
    void the_intervals_are_those_of_a_paired_percentile_bootstrap(JsonNode expected) {
        PairedComparison own = comparison(expected, 42);

        assertThat(own.onlyFirstRight()).isEqualTo(expected.get("onlyFirstRight").asLong());
        assertThat(own.onlySecondRight()).isEqualTo(expected.get("onlySecondRight").asLong());
        assertThat(own.pValue()).isEqualTo(expected.get("pValue").asDouble(), within(1e-9));
        assertInterval(own.accuracy(), expected.get("accuracy"));
        assertInterval(own.loss(), expected.get("loss"));
    }

    @Test
    void the_same_seed_gives_the_same_interval_and_another_another() {
        JsonNode images = comparisons().get(0);

        assertThat(comparison(images, 1)).isEqualTo(comparison(images, 1)).isNotEqualTo(comparison(images, 2));
    }

    @Test
    void other_images_are_not_compared() {
        List<Prediction> one = List.of(new Prediction("a", 0, List.of(1f, 0f)));
        List<Prediction> other = List.of(new Prediction("b", 0, List.of(1f, 0f)));

        assertThatThrownBy(() -> PairedComparison.of(one, other, 0.95, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number 0 is a and b");
        assertThatThrownBy(() -> PairedComparison.of(List.of(), List.of(), 0.95, 1)).hasMessageContaining("at least one");
    }

    @Test
    void a_loss_that_is_no_number_has_no_interval_but_the_accuracy_has() {
        PairedComparison comparison = PairedComparison.of(List.of(new Prediction("a", 0, List.of(1f, 0f))),
                List.of(new Prediction("a", 0, List.of(Float.NaN, 0f))), 0.95, 1);

        assertThat(comparison.loss().low()).isNaN();
        assertThat(comparison.accuracy()).isEqualTo(new PairedComparison.Interval(0, 0, 0));
    }

    private static PairedComparison comparison(JsonNode images, long seed) {
        return PairedComparison.of(ReferenceMetrics.predictions(images.get("truth"), images.get("first")),
                ReferenceMetrics.predictions(images.get("truth"), images.get("second")), 0.95, seed);
    }

    private static void assertInterval(PairedComparison.Interval own, JsonNode expected) {
        double low = expected.get("low").asDouble();
        double high = expected.get("high").asDouble();
        double deviation = (high - low) / (2 * 1.96);
        // the standard error of a 2.5 % quantile of 2000 draws is about 0.06 standard deviations
        assertThat(own.difference()).isEqualTo(expected.get("difference").asDouble(), within(1e-9));
        assertThat(own.low()).isEqualTo(low, within(0.25 * deviation));
        assertThat(own.high()).isEqualTo(high, within(0.25 * deviation));
    }
}
