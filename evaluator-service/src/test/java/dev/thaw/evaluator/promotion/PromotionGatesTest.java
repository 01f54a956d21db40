package dev.thaw.evaluator.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.contract.event.Calibration;
import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.contract.event.Comparison;
import dev.thaw.contract.event.GateResult;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.Split;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.plan.PlanReader;

class PromotionGatesTest {
    private static final List<String> LABELS = List.of("ant", "bee");
    private static final ExportCheck GOOD_EXPORT = exported(8, 1e-6);

    @Test
    void theFirstModelIsPromoted() {
        Verdict verdict = judge("", measured(94, 0.16), Optional.empty());

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.reason()).contains("first", "0.9400", "0.1600", "100 images");
        assertThat(verdict.gates()).extracting(GateResult::gate).containsExactly("test-split", "finite-loss", "export");
        assertThat(verdict.comparison()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
            "95, 0.2, 94, 0.1, 0,    true,  more accurate",
            "93, 0.1, 94, 0.2, 0,    false, less accurate",
            "94, 0.1, 94, 0.2, 0,    true,  as accurate with a lower loss",
            "94, 0.2, 94, 0.2, 0,    false, exactly the same",
            "95, 0.1, 94, 0.2, 0.02, false, better by less than the margin",
            "97, 0.3, 94, 0.2, 0.02, true,  better by more than the margin",
            "96, 0.1, 94, 0.2, 0.02, true,  better by the margin with a lower loss",
            "96, 0.3, 94, 0.2, 0.02, false, better by the margin with a higher loss"})
    void mustBeBetterThanTheChampionByTheMargin(int right, double loss, int championRight, double championLoss, double margin,
            boolean promoted, String why) {
        // when
        Verdict verdict = judge("margin: " + margin, measured(right, loss), Optional.of(champion(championRight, championLoss)));

        // then
        assertThat(verdict.promoted()).as(why).isEqualTo(promoted);
        assertThat(verdict.reason()).contains("0." + right, "0." + championRight, "version 3", "on the same 100 images");
        assertThat(verdict.championAccuracy()).isEqualTo(championRight / 100.0);
        assertThat(verdict.gate()).isEqualTo(promoted ? Optional.empty() : Optional.of("better-than-champion"));
    }

    @ParameterizedTest
    @CsvSource({
            "94, 94, 0,    true,  the same answers",
            "93, 94, 0,    false, one more mistake",
            "93, 94, 0.05, true,  a little worse is allowed",
            "85, 94, 0.05, false, much worse"})
    void mustNotBeWorseThanTheChampionAsFarAsTheIntervalTells(int right, int championRight, double margin, boolean promoted,
            String why) {
        // when
        Verdict verdict = judge("rule: not_worse, margin: " + margin, measured(right, 0.2),
                Optional.of(champion(championRight, 0.2)));

        // then
        assertThat(verdict.promoted()).as(why).isEqualTo(promoted);
        GateResult gate = verdict.gates().get(4);
        assertThat(gate.gate()).isEqualTo("not-worse-than-champion");
        assertThat(gate.limit()).isEqualTo(-margin);
        assertThat(gate.value()).isEqualTo(verdict.comparison().accuracy().low());
    }

    @Test
    void theComparisonHasTheFiguresOfBothTests() {
        Comparison comparison = judge("confidence: 0.9", measured(96, 0.1), Optional.of(champion(90, 0.1))).comparison();

        assertThat(comparison.images()).isEqualTo(100);
        assertThat(comparison.onlyCandidateRight()).isEqualTo(6);
        assertThat(comparison.onlyChampionRight()).isZero();
        assertThat(comparison.pValue()).isEqualTo(2 * Math.pow(0.5, 6), within(1e-12));
        assertThat(comparison.confidence()).isEqualTo(0.9);
        assertThat(comparison.accuracy().difference()).isEqualTo(0.06, within(1e-12));
        assertThat(comparison.accuracy().low()).isBetween(0.0, 0.05);
        assertThat(comparison.accuracy().high()).isBetween(0.07, 0.12);
    }

    @Test
    void aRefusalNamesEveryGateThatFailed() {
        // when
        Verdict verdict = judge("recall: 0.9, recallOf: {bee: 0.95}, calibrationError: 0.01, megabytes: 0.001, milliseconds: 2",
                measured(80, 0.2), Optional.of(champion(90, 0.2)));

        // then
        assertThat(verdict.gates()).filteredOn(gate -> !gate.passed()).extracting(GateResult::gate).containsExactly(
                "better-than-champion", "recall", "calibration", "size", "latency");
        assertThat(verdict.gate()).contains("better-than-champion");
        assertThat(verdict.reason()).contains("accuracy 0.8000", "the recall of bee is 0.7000, at least 0.95 is asked for",
                "the expected calibration error is 0.0500, at most 0.01 is allowed",
                "model.onnx has 2,000 bytes, at most 1,000 are allowed",
                "an image takes 4.500 ms in ONNX Runtime (median of 20, one thread), at most 2.0 are allowed");
        assertThat(verdict.gates()).filteredOn(gate -> gate.gate().equals("recall")).singleElement().satisfies(gate -> {
            assertThat(gate.value()).isEqualTo(0.7);
            assertThat(gate.limit()).isEqualTo(0.95);
            assertThat(gate.sentence()).doesNotContain("ant");
        });
    }

    @Test
    void limitsThatAreKeptAreEvidenceToo() {
        Verdict verdict = judge("recall: 0.5, calibrationError: 0.1, megabytes: 1, milliseconds: 10", measured(80, 0.2),
                Optional.empty());

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.gates()).extracting(GateResult::gate).endsWith("recall", "calibration", "size", "latency");
        assertThat(verdict.gates()).filteredOn(gate -> gate.gate().equals("latency")).singleElement()
                .satisfies(gate -> assertThat(gate.value()).isEqualTo(4.5));
    }

    @Test
    void aModelThatCouldNotBeRunHasNoLatency() {
        Measured there = measured(90, 0.1);
        Measured candidate = new Measured(there.test(), there.labels(), there.predictions(), there.export(),
                new Footprint(List.of(), null, 0));

        Verdict verdict = judge("megabytes: 1, milliseconds: 10", candidate, Optional.empty());

        assertThat(verdict.gates()).filteredOn(gate -> !gate.passed()).extracting(GateResult::gate).containsExactly("size",
                "latency");
    }

    @Test
    void aGrownHeadIsComparedOnTheImagesOfOldLabelsAndHasAFloorForNewOnes() {
        // given: the champion knows only ants, all of which both recognise; of the bees 14 of 20 are
        Incumbent.Scored champion = new Incumbent.Scored(2, List.of("ant"),
                IntStream.range(0, 80).mapToObj(i -> new Prediction("image " + i, 0, List.of(1f))).toList());
        Measured candidate = measured(80, 0.2);

        // when
        Verdict low = judge("rule: not_worse, margin: 0.2", candidate, Optional.of(champion));
        Verdict high = judge("rule: not_worse, margin: 0.2, newLabelRecall: 0.8", candidate, Optional.of(champion));

        // then
        assertThat(low.comparison().images()).isEqualTo(80);
        assertThat(low.comparison().labels()).containsExactly("ant");
        assertThat(low.promoted()).as(low.reason()).isTrue();
        assertThat(low.gates()).filteredOn(gate -> gate.gate().equals("new-labels")).singleElement()
                .satisfies(gate -> assertThat(gate.value()).isEqualTo(0.7));
        assertThat(high.reason()).isEqualTo("the recall of bee is 0.7000, at least 0.8 is asked for");
    }

    @Test
    void withoutATestImageOfAnOldLabelNothingIsPromoted() {
        Verdict verdict = judge("newLabelRecall: 0", measured(80, 0.2),
                Optional.of(new Incumbent.Scored(2, List.of("ant"), List.of())));

        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.reason()).contains("no test image is of a label that the champion, version 2, knows");
    }

    @Test
    void aModelWhoseFileDiffersFromWhatWasMeasuredIsRefused() {
        assertThat(judge("", measured(100, 0.1, exported(8, 2e-4)), Optional.empty()).gate()).contains("export");
        assertThat(judge("", measured(100, 0.1, exported(8, null)), Optional.empty()).gate()).contains("export");
    }

    @Test
    void theReasonNamesTheFileThatIsWrong() {
        ExportCheck unusable = new ExportCheck(8, List.of(new ExportCheck.ExportedFile("model.keras", 0.0, null),
                new ExportCheck.ExportedFile("model.onnx", null, "it has no head")));

        assertThat(judge("", measured(100, 0.1, unusable), Optional.empty()).reason())
                .isEqualTo("the exported model.onnx cannot be used: it has no head");
        assertThat(judge("", measured(100, 0.1, exported(8, 2e-4)), Optional.empty()).reason())
                .contains("model.onnx differs from the measured model by 2.0E-4", "8 test images", "at most 1.0E-4");
    }

    @Test
    void aModelWithoutAFiniteLossIsRefused() {
        Measured finite = measured(99, 0.1);
        Measured candidate = new Measured(new Metrics(Split.TEST, 100, null, 0.99, List.of(), List.of()), finite.labels(),
                finite.predictions(), finite.export(), finite.footprint());

        assertThat(judge("", candidate, Optional.empty()).gate()).contains("finite-loss");
    }

    @Test
    void withoutTestImagesNothingIsPromoted() {
        Measured candidate = new Measured(new Metrics(Split.TEST, 0, null, 0, List.of(), List.of()), LABELS, List.of(),
                exported(0, 0.0), null);

        assertThat(judge("recall: 0.5, calibrationError: 0.1", candidate, Optional.empty()).gates())
                .filteredOn(gate -> !gate.passed()).extracting(GateResult::gate).containsExactly("test-split");
        assertThat(judge("", candidate, Optional.of(new Incumbent.Scored(2, LABELS, List.of()))).gate()).contains("test-split");
    }

    @Test
    void aChampionThatCannotBeComparedRefusesTheCandidate() {
        Verdict labels = judge("", measured(100, 0.1), Optional.of(new Incumbent.OtherLabels(2, List.of("ant", "wasp"))));
        Verdict size = judge("", measured(100, 0.1), Optional.of(new Incumbent.OtherImageSize(2, 96, 128)));

        assertThat(labels.gate()).contains("labels");
        assertThat(labels.reason()).contains("ant, wasp");
        assertThat(size.gate()).contains("image-size");
        assertThat(size.reason()).contains("96 x 128");
    }

    private static Verdict judge(String gates, Measured candidate, Optional<Incumbent> incumbent) {
        return new PromotionGates(PlanReader.read("gates: {" + gates + "}").gates(), 42).judge(candidate, incumbent);
    }

    private static Incumbent champion(int right, double loss) {
        return new Incumbent.Scored(3, LABELS, predictions(right, loss));
    }

    private static Measured measured(int right, double loss) {
        return measured(right, loss, GOOD_EXPORT);
    }

    /** 80 ants and 20 bees, with figures per class, calibration and footprint to hold limits against. */
    private static Measured measured(int right, double loss, ExportCheck export) {
        double bees = right > 80 ? 1 : 0.7;
        Metrics test = new Metrics(Split.TEST, 100, loss, right / 100.0,
                List.of(new ClassMetrics("ant", 80, 0.95, 0.95, 0.95, 0.95), new ClassMetrics("bee", 20, bees, 0.9, bees, 0.9)),
                List.of(), List.of(), null, null, null, new Calibration(0.05, 0.1, List.of()));
        return new Measured(test, LABELS, predictions(right, loss), export, new Footprint(
                List.of(new Footprint.FileSize("model.keras", 1500), new Footprint.FileSize("model.onnx", 2000)), 4.5, 20));
    }

    /** The first so many of a hundred are right, and the mean loss is the one given. */
    private static List<Prediction> predictions(int right, double loss) {
        List<Prediction> predictions = new ArrayList<>();
        double wrong = 0.49;
        double hit = Math.exp(-(100 * loss + (100 - right) * Math.log(wrong)) / right);
        for (int i = 0; i < 100; i++) {
            int label = i < 80 ? 0 : 1;
            float own = (float) (i < right ? hit : wrong);
            predictions.add(new Prediction("image " + i, label, label == 0 ? List.of(own, 1 - own) : List.of(1 - own, own)));
        }
        return predictions;
    }

    private static ExportCheck exported(int images, Double difference) {
        return new ExportCheck(images, List.of(new ExportCheck.ExportedFile("model.keras", 0.0, null),
                new ExportCheck.ExportedFile("model.onnx", difference, null)));
    }
}
