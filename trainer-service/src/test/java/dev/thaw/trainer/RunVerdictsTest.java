package dev.thaw.trainer;

import static dev.thaw.trainer.SampleEvents.checkpoint;
import static dev.thaw.trainer.SampleEvents.evaluated;
import static dev.thaw.trainer.SampleEvents.person;
import static dev.thaw.trainer.SampleEvents.stopStage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.event.TrainingSignal.Action;

class RunVerdictsTest {
    private static final long BEGUN = 1_000;
    private static final long AFTER = 2_000;
    private static final long BEFORE = 500;
    private final AtomicInteger stale = new AtomicInteger();
    private final RunVerdicts verdicts = new RunVerdicts(2, BEGUN, stale::incrementAndGet);

    @Test
    void aStopOfThePresentStageStandsUntilTheNextOneBegins() {
        // given
        verdicts.stageBegins(0);

        // when
        verdicts.signalled(stopStage(2, 0, checkpoint(2, 0, 1)), AFTER);

        // then
        assertThat(verdicts.order()).get().extracting(TrainingSignal::rule).isEqualTo("patience");
        verdicts.stageBegins(1);
        assertThat(verdicts.order()).isEmpty();
        assertThat(stale).hasValue(0);
    }

    @Test
    void signalsForAnEarlierAttemptOrAnotherStageAreStale() {
        verdicts.stageBegins(1);

        verdicts.signalled(stopStage(1, 1, null), AFTER);
        verdicts.signalled(stopStage(2, 0, null), AFTER);

        assertThat(verdicts.order()).isEmpty();
        assertThat(stale).hasValue(2);
    }

    @Test
    void aPersonsStopOfWhateverStageIsForTheAttemptThatWasRunning() {
        verdicts.stageBegins(0);

        verdicts.signalled(person(Action.STOP_STAGE, 1), BEFORE);
        boolean obeyedTheOld = verdicts.order().isPresent();
        verdicts.signalled(person(Action.STOP_STAGE, 2), AFTER);

        assertThat(obeyedTheOld).isFalse();
        assertThat(verdicts.order()).isPresent();
        assertThat(stale).hasValue(1);
    }

    @Test
    void aPersonsEndOfTheRunOutlastsStagesAndAttemptsAndCancellationIsStrongest() {
        verdicts.signalled(person(Action.CANCEL, 1), BEFORE);
        verdicts.signalled(person(Action.STOP_RUN, 2), AFTER);
        verdicts.stageBegins(1);

        assertThat(verdicts.order()).get().extracting(TrainingSignal::action).isEqualTo(Action.CANCEL);
    }

    @Test
    void aSignalThatComesTwiceCountsOnce() {
        verdicts.signalled(stopStage(1, 0, null), AFTER);
        verdicts.signalled(stopStage(1, 0, null), AFTER);

        assertThat(stale).hasValue(1);
    }

    @Test
    void scoresOfEarlierAttemptsCountAndThoseOfLaterOnesDoNot() {
        verdicts.evaluated(evaluated(1, 0, 1, 0.5, 1));
        verdicts.evaluated(evaluated(3, 0, 2, 0.4, 2));

        assertThat(verdicts.score(0, 1)).isPresent();
        assertThat(verdicts.score(checkpoint(1, 0, 1))).isPresent();
        assertThat(verdicts.score(0, 2)).isEmpty();
    }
}
