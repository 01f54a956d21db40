package dev.thaw.evaluator.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageScoresTest {

    @Test
    void theSameEpochAgainReplacesItsScore() {
        // given
        StageScores history = StageScores.EMPTY.with(score(1, 1, 0.9)).with(score(1, 2, 0.8));

        // when
        StageScores again = history.with(score(1, 2, 0.7));

        // then
        assertThat(again.scores()).containsExactly(score(1, 1, 0.9), score(1, 2, 0.7));
    }

    @Test
    void aNewAttemptKeepsTheEpochsItWentOnFromAndDropsThoseAfter() {
        // given
        StageScores history = StageScores.EMPTY.with(score(1, 1, 0.9)).with(score(1, 2, 0.8)).with(score(1, 3, 0.7))
                .with(score(1, 4, 0.6));

        // when
        StageScores resumed = history.with(score(2, 3, 0.75));

        // then
        assertThat(resumed.scores()).containsExactly(score(1, 1, 0.9), score(1, 2, 0.8), score(2, 3, 0.75));
    }

    @Test
    void anOldAttemptThatStillTalksIsNotHeard() {
        // given
        StageScores history = StageScores.EMPTY.with(score(1, 1, 0.9)).with(score(2, 2, 0.8));

        // when
        StageScores after = history.with(score(1, 2, 0.1)).with(score(1, 3, 0.1));

        // then
        assertThat(after.scores()).containsExactly(score(1, 1, 0.9), score(2, 2, 0.8));
    }

    private static EpochScore score(int attempt, int epoch, double loss) {
        return new EpochScore(attempt, epoch, "runs/r/" + attempt + "/0-" + epoch + "/", loss, 0.5);
    }
}
