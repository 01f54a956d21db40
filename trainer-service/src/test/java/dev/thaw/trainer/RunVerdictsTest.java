package dev.thaw.trainer;

import static dev.thaw.trainer.SampleEvents.checkpoint;
import static dev.thaw.trainer.SampleEvents.evaluated;
import static dev.thaw.trainer.SampleEvents.person;
import static dev.thaw.trainer.SampleEvents.stopStage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.SignalAnswered;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.event.TrainingSignal.Action;

class RunVerdictsTest {
    private final List<IgnoredSignal> ignored = new ArrayList<>();
    private final RunVerdicts verdicts = new RunVerdicts(2, (signal, why) -> ignored.add(why));

    @Test
    void aStopOfThePresentStageStandsUntilTheNextOneBegins() {
        // given
        verdicts.stageBegins(0);

        // when
        verdicts.signalled(stopStage(2, 0, checkpoint(2, 0, 1)), false);

        // then
        assertThat(verdicts.order()).get().extracting(TrainingSignal::rule).isEqualTo("patience");
        verdicts.stageBegins(1);
        assertThat(verdicts.order()).isEmpty();
        assertThat(ignored).isEmpty();
    }

    @Test
    void signalsForAnEarlierAttemptOrAnotherStageAreStale() {
        verdicts.stageBegins(1);

        verdicts.signalled(stopStage(1, 1, null), false);
        verdicts.signalled(stopStage(2, 0, null), false);

        assertThat(verdicts.order()).isEmpty();
        assertThat(ignored).containsExactly(IgnoredSignal.OTHER_ATTEMPT, IgnoredSignal.OTHER_STAGE);
    }

    @Test
    void aPersonsStopOfWhateverStageIsForTheAttemptThatWasRunning() {
        verdicts.stageBegins(0);

        verdicts.signalled(person(Action.STOP_STAGE, 1), true);
        boolean obeyedTheOld = verdicts.order().isPresent();
        verdicts.signalled(person(Action.STOP_STAGE, 2), false);

        assertThat(obeyedTheOld).isFalse();
        assertThat(verdicts.order()).isPresent();
        assertThat(ignored).containsExactly(IgnoredSignal.OTHER_ATTEMPT);
    }

    @Test
    void aPersonsEndOfTheRunOutlastsStagesAndAttemptsAndCancellationIsStrongest() {
        verdicts.signalled(person(Action.CANCEL, 1), true);
        verdicts.signalled(person(Action.STOP_RUN, 2), false);
        verdicts.stageBegins(1);

        assertThat(verdicts.order()).get().extracting(TrainingSignal::action).isEqualTo(Action.CANCEL);
    }

    @Test
    void aSignalThatComesTwiceTakesEffectOnceAndIsCounted() {
        // given
        verdicts.stageBegins(0);
        verdicts.signalled(stopStage(2, 0, null), false);
        verdicts.stageBegins(1);

        // when
        verdicts.signalled(stopStage(2, 0, null), false);

        // then
        assertThat(verdicts.order()).isEmpty();
        assertThat(ignored).containsExactly(IgnoredSignal.REPEATED);
    }

    @Test
    void aStopOfAStageWhoseBestIsKnownComesTooLate() {
        // given
        verdicts.stageBegins(0);
        verdicts.stageConcluded();

        // when
        verdicts.signalled(stopStage(2, 0, checkpoint(2, 0, 1)), false);
        verdicts.signalled(person(Action.STOP_RUN, 1), false);

        // then
        assertThat(ignored).containsExactly(IgnoredSignal.STAGE_OVER);
        assertThat(verdicts.order()).get().extracting(TrainingSignal::action).isEqualTo(Action.STOP_RUN);
    }

    @Test
    void whatComesAfterTheTrainingIsOverHasNoEffect() {
        verdicts.over();

        verdicts.signalled(person(Action.CANCEL, 1), false);

        assertThat(verdicts.order()).isEmpty();
        assertThat(ignored).containsExactly(IgnoredSignal.RUN_OVER);
    }

    @Test
    void aWeakerSignalGivesWayToAStrongerOneAndAnEqualOneToTheFirst() {
        // given
        verdicts.stageBegins(0);

        // when
        verdicts.signalled(stopStage(2, 0, null), false);
        verdicts.signalled(person(Action.STOP_STAGE, 1), false);
        verdicts.signalled(person(Action.STOP_RUN, 2), false);
        verdicts.signalled(person(Action.STOP_RUN, 3), false);

        // then
        assertThat(verdicts.order()).contains(person(Action.STOP_RUN, 2));
        assertThat(ignored).hasSize(3).containsOnly(IgnoredSignal.STOPPING_ALREADY);
    }

    @Test
    void whatAnEarlierAttemptAnsweredTakesNoSecondAnswer() {
        // given
        TrainingSignal old = stopStage(1, 0, null);
        verdicts.answered(new SignalAnswered("shapes", SampleEvents.RUN, 1, old.id(), SignalAnswered.Outcome.OBEYED, "done",
                "stage-0", 0, 3, 1, null, 0, SignalAnswered.Next.NEXT_STAGE));

        // when
        verdicts.signalled(old, true);

        // then
        assertThat(verdicts.order()).isEmpty();
        assertThat(ignored).isEmpty();
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
