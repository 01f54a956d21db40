package dev.thaw.evaluator.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;

class StageJudgementTest {
    private static final FineTuningPlan LOSS = plan("loss", 0, 2);

    @Test
    void goesOnWhileTheLossFalls() {
        StageJudgement judgement = StageJudgement.of(losses(0.9, 0.7, 0.5), LOSS, 0);

        assertThat(judgement.stop()).isEmpty();
        assertThat(judgement.best()).map(EpochScore::epoch).contains(3);
    }

    @Test
    void waitsAsLongAsPatienceLasts() {
        StageJudgement judgement = StageJudgement.of(losses(0.9, 0.5, 0.6), LOSS, 0);

        assertThat(judgement.stop()).isEmpty();
        assertThat(judgement.best()).map(EpochScore::epoch).contains(2);
    }

    @Test
    void stopsWithTheEvidenceWhenPatienceIsOver() {
        StageJudgement judgement = StageJudgement.of(losses(0.9, 0.5, 0.6, 0.5), LOSS, 0);

        assertThat(judgement.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.rule()).isEqualTo("patience");
            assertThat(stop.best().epoch()).isEqualTo(2);
            assertThat(stop.best().checkpoint()).isEqualTo("runs/r/1/0-2/");
            assertThat(stop.evidence()).extracting(EpochScore::loss).containsExactly(0.9, 0.5, 0.6, 0.5);
            assertThat(stop.reason()).contains("validation loss", "epoch 2", "0.5000");
        });
    }

    @Test
    void anImprovementSetsThePatienceBack() {
        assertThat(StageJudgement.of(losses(0.9, 1.0, 0.8, 0.9, 0.7), LOSS, 0).stop()).isEmpty();
    }

    @Test
    void epochsAfterTheStopDoNotChangeTheBest() {
        StageJudgement judgement = StageJudgement.of(losses(0.5, 0.6, 0.6, 0.1), LOSS, 0);

        assertThat(judgement.best()).map(EpochScore::epoch).contains(1);
        assertThat(judgement.stop()).hasValueSatisfying(stop -> assertThat(stop.evidence()).hasSize(3));
    }

    @Test
    void anImprovementSmallerThanMinDeltaIsNone() {
        FineTuningPlan plan = plan("loss", 0.05, 1);

        assertThat(StageJudgement.of(losses(0.5, 0.46), plan, 0).stop()).isPresent();
        assertThat(StageJudgement.of(losses(0.5, 0.44), plan, 0).stop()).isEmpty();
    }

    @Test
    void judgesByAccuracyWhereThePlanSaysSo() {
        // given: the loss rises while the accuracy does too
        StageScores scores = StageScores.EMPTY.with(score(1, 0.5, 0.6)).with(score(2, 0.6, 0.7)).with(score(3, 0.4, 0.7))
                .with(score(4, 0.3, 0.65));

        // when
        StageJudgement judgement = StageJudgement.of(scores, plan("accuracy", 0, 2), 0);

        // then
        assertThat(judgement.stop()).hasValueSatisfying(stop -> assertThat(stop.best().epoch()).isEqualTo(2));
    }

    @Test
    void aLossThatIsNotFiniteStopsAtOnceWhateverThePatience() {
        // when
        StageJudgement judgement = StageJudgement.of(losses(0.9, 0.5, Double.NaN), plan("loss", 0, 50), 0);

        // then
        assertThat(judgement.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.rule()).isEqualTo("not-finite");
            assertThat(stop.best().epoch()).isEqualTo(2);
            assertThat(stop.evidence()).last().extracting(EpochScore::loss).isNull();
        });
    }

    @Test
    void thereIsNoBestWhenTheFirstLossIsInfinite() {
        StageJudgement judgement = StageJudgement.of(losses(Double.POSITIVE_INFINITY), LOSS, 0);

        assertThat(judgement.best()).isEmpty();
        assertThat(judgement.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.best()).isNull();
            assertThat(stop.reason()).contains("lower the learning rate");
        });
    }

    @Test
    void anAttemptThatResumedIsJudgedWithWhatCameBefore() {
        // given: attempt 1 trained three epochs, attempt 2 went on from the second
        StageScores scores = losses(0.5, 0.6, 0.1).with(new EpochScore(2, 3, "runs/r/2/0-3/", 0.7, 0.5));

        // when
        StageJudgement judgement = StageJudgement.of(scores, LOSS, 0);

        // then
        assertThat(judgement.stop()).hasValueSatisfying(
                stop -> assertThat(stop.evidence()).extracting(EpochScore::loss).containsExactly(0.5, 0.6, 0.7));
    }

    @Test
    void aStageThatThePlanDoesNotHaveIsAnError() {
        assertThatThrownBy(() -> StageJudgement.of(losses(0.5), LOSS, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 stages");
    }

    private static FineTuningPlan plan(String metric, double minDelta, int patience) {
        return PlanReader.read("""
                earlyStopping: {metric: %s, minDelta: %s}
                stages:
                  - {name: head, thaw: none, learningRate: 0.01, epochs: 60, patience: %d}
                """.formatted(metric, minDelta, patience));
    }

    private static StageScores losses(double... losses) {
        StageScores scores = StageScores.EMPTY;
        for (int i = 0; i < losses.length; i++) {
            scores = scores.with(score(i + 1, losses[i], 0.5));
        }
        return scores;
    }

    private static EpochScore score(int epoch, double loss, double accuracy) {
        return new EpochScore(1, epoch, "runs/r/1/0-" + epoch + "/", loss, accuracy);
    }
}
