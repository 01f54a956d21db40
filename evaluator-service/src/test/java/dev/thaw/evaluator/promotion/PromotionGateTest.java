package dev.thaw.evaluator.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionGateTest {
    private static final ExportCheck GOOD_EXPORT = exported(8, 1e-6);

    @Test
    void theFirstModelIsPromoted() {
        Verdict verdict = new PromotionGate(0.01).judge(score(0.9433, 0.16), GOOD_EXPORT, Optional.empty());

        assertThat(verdict).isInstanceOf(Verdict.Promoted.class);
        assertThat(verdict.reason()).contains("first", "0.9433", "300 images");
    }

    @ParameterizedTest
    @CsvSource({
            "0.95, 0.2, 0.94, 0.1, 0,    true,  more accurate",
            "0.93, 0.1, 0.94, 0.2, 0,    false, less accurate",
            "0.94, 0.1, 0.94, 0.2, 0,    true,  as accurate with a lower loss",
            "0.94, 0.2, 0.94, 0.2, 0,    false, exactly the same",
            "0.95, 0.1, 0.94, 0.2, 0.02, false, better by less than the margin",
            "0.97, 0.3, 0.94, 0.2, 0.02, true,  better by more than the margin",
            "0.96, 0.1, 0.94, 0.2, 0.02, true,  better by the margin with a lower loss",
            "0.96, 0.3, 0.94, 0.2, 0.02, false, better by the margin with a higher loss"})
    void mustBeBetterThanTheChampionByTheMargin(double accuracy, double loss, double championAccuracy, double championLoss,
            double margin, boolean promoted, String why) {
        // when
        Verdict verdict = new PromotionGate(margin).judge(score(accuracy, loss), GOOD_EXPORT,
                Optional.of(new Incumbent.Scored(3, score(championAccuracy, championLoss))));

        // then
        assertThat(verdict instanceof Verdict.Promoted).as(why).isEqualTo(promoted);
        assertThat(verdict.reason()).contains(String.valueOf(accuracy), String.valueOf(championAccuracy), "version 3");
        if (verdict instanceof Verdict.Refused refused) {
            assertThat(refused.gate()).isEqualTo(Gate.BETTER_THAN_CHAMPION);
        }
    }

    @Test
    void aModelWhoseFileDiffersFromWhatWasMeasuredIsRefused() {
        assertRefused(new PromotionGate(0).judge(score(1, 0.1), exported(8, 2e-4), Optional.empty()), Gate.EXPORT);
        assertRefused(new PromotionGate(0).judge(score(1, 0.1), exported(8, null), Optional.empty()), Gate.EXPORT);
    }

    @Test
    void theReasonNamesTheFileThatIsWrong() {
        ExportCheck unusable = new ExportCheck(8, List.of(new ExportCheck.ExportedFile("model.keras", 0.0, null),
                new ExportCheck.ExportedFile("model.onnx", null, "it has no head")));

        assertThat(new PromotionGate(0).judge(score(1, 0.1), unusable, Optional.empty()).reason())
                .isEqualTo("the exported model.onnx cannot be used: it has no head");
        assertThat(new PromotionGate(0).judge(score(1, 0.1), exported(8, 2e-4), Optional.empty()).reason())
                .contains("model.onnx differs from the measured model by 2.0E-4", "8 test images", "at most 1.0E-4");
    }

    @Test
    void aModelWithoutAFiniteLossIsRefused() {
        assertRefused(new PromotionGate(0).judge(new TestScore(300, null, 0.99), GOOD_EXPORT, Optional.empty()),
                Gate.FINITE_LOSS);
    }

    @Test
    void withoutTestImagesNothingIsPromoted() {
        assertRefused(new PromotionGate(0).judge(new TestScore(0, null, 0), exported(0, 0.0), Optional.empty()),
                Gate.TEST_SPLIT);
    }

    @Test
    void aChampionThatCannotBeComparedRefusesTheCandidate() {
        Verdict labels = new PromotionGate(0).judge(score(1, 0.1), GOOD_EXPORT,
                Optional.of(new Incumbent.OtherLabels(2, List.of("ant", "wasp"))));
        Verdict size = new PromotionGate(0).judge(score(1, 0.1), GOOD_EXPORT,
                Optional.of(new Incumbent.OtherImageSize(2, 96, 128)));

        assertRefused(labels, Gate.LABELS);
        assertThat(labels.reason()).contains("ant, wasp");
        assertRefused(size, Gate.IMAGE_SIZE);
        assertThat(size.reason()).contains("96 x 128");
    }

    private static void assertRefused(Verdict verdict, Gate gate) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class,
                refused -> assertThat(refused.gate()).isEqualTo(gate));
    }

    private static TestScore score(double accuracy, double loss) {
        return new TestScore(300, loss, accuracy);
    }

    private static ExportCheck exported(int images, Double difference) {
        return new ExportCheck(images, List.of(new ExportCheck.ExportedFile("model.keras", 0.0, null),
                new ExportCheck.ExportedFile("model.onnx", difference, null)));
    }
}
