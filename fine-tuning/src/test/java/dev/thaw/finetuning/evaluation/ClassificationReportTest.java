package dev.thaw.finetuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** Held against scikit-learn. */
class ClassificationReportTest {
    private static final double EXACT = 1e-9;

    static Stream<String> cases() {
        List<String> names = new ArrayList<>();
        ReferenceMetrics.ALL.get("cases").fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_is_counted_is_what_scikit_learn_counts(String name) {
        JsonNode expected = ReferenceMetrics.ALL.get("cases").get(name);
        Scores scores = report(expected).scores();

        assertFigure(scores.loss(), expected.get("loss"));
        assertFigure(scores.accuracy(), expected.get("accuracy"));
        for (int label = 0; label < scores.perClass().size(); label++) {
            ClassScores own = scores.perClass().get(label);
            JsonNode other = expected.get("perClass").get(label);
            assertThat(own.images()).isEqualTo(other.get("images").asLong());
            assertFigure(own.precision(), other.get("precision"));
            assertFigure(own.recall(), other.get("recall"));
            assertFigure(own.f1(), other.get("f1"));
            for (int predicted = 0; predicted < scores.perClass().size(); predicted++) {
                assertThat(scores.confusion().get(label).get(predicted))
                        .isEqualTo(expected.get("confusion").get(label).get(predicted).asLong());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ranking_top_k_and_averages_are_those_of_scikit_learn(String name) {
        JsonNode expected = ReferenceMetrics.ALL.get("cases").get(name);
        ClassificationReport report = report(expected);

        for (int label = 0; label < report.ranking().size(); label++) {
            assertFigure(report.ranking().get(label).rocAuc(), expected.get("perClass").get(label).get("rocAuc"));
            assertFigure(report.ranking().get(label).averagePrecision(),
                    expected.get("perClass").get(label).get("averagePrecision"));
        }
        assertThat(report.topK()).hasSize(expected.get("topK").size());
        for (int i = 0; i < report.topK().size(); i++) {
            assertThat(report.topK().get(i).k()).isEqualTo(expected.get("topK").get(i).get("k").asInt());
            assertFigure(report.topK().get(i).accuracy(), expected.get("topK").get(i).get("accuracy"));
        }
        assertAverages(report.macro(), expected.get("macro"));
        assertAverages(report.weighted(), expected.get("weighted"));
        assertAverages(report.micro(), expected.get("micro"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_reliability_bins_are_those_of_a_calibration_curve(String name) {
        JsonNode expected = ReferenceMetrics.ALL.get("cases").get(name).get("calibration");
        Calibration calibration = report(ReferenceMetrics.ALL.get("cases").get(name)).calibration().orElseThrow();

        assertFigure(calibration.expectedError(), expected.get("expectedError"));
        assertFigure(calibration.brier(), expected.get("brier"));
        int filled = 0;
        for (int i = 0; i < calibration.bins().size(); i++) {
            Calibration.Bin bin = calibration.bins().get(i);
            assertThat(bin.images()).isEqualTo(expected.get("images").get(i).asLong());
            assertThat(bin.to()).isEqualTo((i + 1) / 15.0, within(EXACT));
            if (bin.images() > 0) {
                assertFigure(bin.accuracy(), expected.get("accuracy").get(filled));
                assertFigure(bin.confidence(), expected.get("confidence").get(filled));
                filled++;
            }
        }
        assertThat(filled).isEqualTo(expected.get("accuracy").size());
    }

    @Test
    void a_probability_that_is_no_number_leaves_the_counts_and_takes_the_rest() {
        ClassificationReport report = ClassificationReport.of(Scores.of(List.of(new Prediction("a", 0, List.of(1f, 0f)),
                new Prediction("b", 1, List.of(Float.NaN, 0f))), List.of("ant", "bee")));

        assertThat(report.scores().accuracy()).isEqualTo(0.5);
        assertThat(report.ranking()).allSatisfy(ranking -> assertThat(ranking.rocAuc()).isNaN());
        assertThat(report.calibration()).isEmpty();
    }

    @Test
    void without_images_nothing_is_defined() {
        ClassificationReport report = ClassificationReport.of(Scores.of(List.of(), List.of("ant", "bee", "cat")));

        assertThat(report.topK()).isEmpty();
        assertThat(report.macro().f1()).isNaN();
        assertThat(report.micro().averagePrecision()).isNaN();
        assertThat(report.calibration()).isEmpty();
    }

    @Test
    void slices_count_the_images_that_are_in_them() {
        List<Prediction> predictions = List.of(new Prediction("a1", 0, List.of(0.5f, 0.5f)),
                new Prediction("a2", 1, List.of(0.5f, 0.5f)), new Prediction("b1", 1, List.of(0.25f, 0.75f)),
                new Prediction("none", 1, List.of(0f, 1f)));

        List<SliceScores> slices = SliceScores.of(predictions,
                image -> image.equals("none") ? Optional.empty() : Optional.of(image.substring(0, 1)));

        assertThat(slices).containsExactly(new SliceScores("a", 2, -Math.log(0.5), 0.5),
                new SliceScores("b", 1, -Math.log(0.75), 1));
    }

    private static ClassificationReport report(JsonNode expected) {
        List<Prediction> predictions = ReferenceMetrics.predictions(expected.get("truth"), expected.get("probabilities"));
        return ClassificationReport.of(Scores.of(predictions, ReferenceMetrics.labels(predictions)));
    }

    private static void assertAverages(AverageScores own, JsonNode expected) {
        assertFigure(own.precision(), expected.get("precision"));
        assertFigure(own.recall(), expected.get("recall"));
        assertFigure(own.f1(), expected.get("f1"));
        assertFigure(own.rocAuc(), expected.get("rocAuc"));
        assertFigure(own.averagePrecision(), expected.get("averagePrecision"));
    }

    private static void assertFigure(double own, JsonNode expected) {
        if (expected.isNull()) {
            assertThat(own).isNaN();
        } else {
            assertThat(own).isEqualTo(expected.asDouble(), within(EXACT));
        }
    }
}
