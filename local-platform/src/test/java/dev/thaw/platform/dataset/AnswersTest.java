package dev.thaw.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.Split;

class AnswersTest {
    private final Answers answers = new Answers(Set.of("a", "b", "c", "d"));

    @Test
    void everyArrivalIsCountedOnceHoweverOftenItIsAnswered() {
        answers.add(ingested("a", false));
        answers.add(ingested("a", false));
        answers.add(ingested("b", true));
        answers.add(rejected("c", Rejection.CORRUPT));
        answers.add(rejected("c", Rejection.CORRUPT));

        assertThat(answers.counts()).isEqualTo(new ArrivalCounts(4, 1, 1, 1, 0));
        assertThat(answers.complete()).isFalse();

        answers.add(ingested("d", false));

        assertThat(answers.complete()).isTrue();
    }

    @Test
    void aPictureThatTwoProcessesCallNewIsOneImage() {
        answers.add(ingested("a", false));
        answers.add(ingested("b", false));

        assertThat(answers.counts()).isEqualTo(new ArrivalCounts(4, 1, 0, 1, 0));
    }

    @Test
    void answersToOtherArrivalsDoNotCount() {
        answers.add(ingested("somebody else's", false));

        assertThat(answers.counts().answered()).isZero();
    }

    @Test
    void aRejectionForAReasonOutsideTheImageIsForgottenSoThatItIsSentAgain() {
        answers.add(rejected("a", Rejection.UNKNOWN_DATASET));
        answers.add(rejected("b", Rejection.CORRUPT));

        answers.forgetPassing();

        assertThat(answers.has("a")).isFalse();
        assertThat(answers.has("b")).isTrue();
    }

    private static ImageIngested ingested(String arrival, boolean duplicate) {
        return new ImageIngested("flowers", arrival, "0".repeat(64), "images/flowers/0.png", "rose", Split.TRAIN, duplicate, 10,
                10,
                100);
    }

    private static ImageRejected rejected(String arrival, Rejection reason) {
        return new ImageRejected("flowers", arrival, "rose", "arrivals/flowers/rose/x", reason, "for this reason");
    }
}
