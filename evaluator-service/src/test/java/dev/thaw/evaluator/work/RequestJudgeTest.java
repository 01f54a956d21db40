package dev.thaw.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.DecisionAsked.Action;
import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.ModelDecided.Outcome;
import dev.thaw.contract.event.RunState;
import dev.thaw.evaluator.promotion.Champions;

class RequestJudgeTest {
    private final World world = new World();
    private int requests;

    @Test
    void aRollbackPutsTheChampionBeforeInForceUnderTheNextNumber() throws Exception {
        // given
        judged("run-a", 0.8);
        judged("run-b", 0.9);

        // when
        ask(Action.ROLL_BACK, null);

        // then
        assertThat(versionsInForce()).containsExactly(1, 2, 1);
        assertThat(answer()).satisfies(decided -> {
            assertThat(decided.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(decided.run()).isEqualTo("run-a");
            assertThat(decided.version()).isEqualTo(1);
            assertThat(decided.champion()).isEqualTo(3);
            assertThat(decided.championVersion()).isEqualTo(1);
            assertThat(decided.by()).isEqualTo("ana");
            assertThat(decided.request()).isEqualTo("parts/request-1");
            assertThat(decided.id()).isEqualTo("parts/request-1/decided");
            assertThat(decided.reason()).isEqualTo("back from version 2 to version 1: it takes scratches for good");
        });
    }

    @Test
    void goingBackTwiceGoesBackTwoPromotionsAndNotBeyondTheFirst() throws Exception {
        // given
        judged("run-a", 0.7);
        judged("run-b", 0.8);
        judged("run-c", 0.9);

        // when
        ask(Action.ROLL_BACK, null);
        ask(Action.ROLL_BACK, null);
        ask(Action.ROLL_BACK, null);

        // then
        assertThat(versionsInForce()).containsExactly(1, 2, 3, 2, 1);
        assertThat(declined()).isEqualTo("there is no champion before version 1 to roll back to");
    }

    @Test
    void afterARollbackTheNextCandidateHasToBeatTheModelThatIsInForce() throws Exception {
        // given
        judged("run-a", 0.8);
        judged("run-b", 0.9);
        ask(Action.ROLL_BACK, null);

        // when
        judged("run-c", 0.85);

        // then
        assertThat(versionsInForce()).containsExactly(1, 2, 1, 3);
        assertThat(answer().comparison().version()).isEqualTo(1);
    }

    @Test
    void aRefusedModelIsPromotedByHandAndTheEventSaysWhoAndWhy() throws Exception {
        // given
        judged("run-a", 0.9);
        judged("run-b", 0.8);
        assertThat(answer().outcome()).isEqualTo(Outcome.REFUSED);

        // when
        ask(Action.PROMOTE, 2);

        // then
        assertThat(versionsInForce()).containsExactly(1, 2);
        assertThat(answer()).satisfies(decided -> {
            assertThat(decided.outcome()).isEqualTo(Outcome.PROMOTED);
            assertThat(decided.by()).isEqualTo("ana");
            assertThat(decided.candidateAccuracy()).isEqualTo(0.8);
            assertThat(decided.reason()).contains("version 2 takes the place of version 1, by hand",
                    "it takes scratches for good");
        });
        assertThat(world.published(RunState.class)).as("the run ended as it ended").last()
                .extracting(RunState::state).isEqualTo(RunState.State.REFUSED);
    }

    @Test
    void aWithdrawnChampionMakesWayForTheOneBeforeAndIsNotRolledBackTo() throws Exception {
        // given
        judged("run-a", 0.7);
        judged("run-b", 0.8);
        judged("run-c", 0.9);

        // when
        ask(Action.REFUSE, 2);
        ask(Action.REFUSE, 3);
        ask(Action.REFUSE, 2);
        ask(Action.ROLL_BACK, 3);

        // then
        assertThat(versionsInForce()).containsExactly(1, 2, 3, 1);
        assertThat(world.published(ModelDecided.class)).filteredOn(ModelDecided::byHand).extracting(ModelDecided::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.REFUSED);
        assertThat(answer().champion()).isEqualTo(4);
        assertThat(answer().championVersion()).isEqualTo(1);
        assertThat(world.published(DecisionDeclined.class)).extracting(DecisionDeclined::reason).containsExactly(
                "version 2 was withdrawn already",
                "version 3 was withdrawn by hand: promote it, if it is to be champion all the same");
    }

    @Test
    void whatCannotBeDoneIsDeclinedWithWhatCanBeDone() throws Exception {
        // given
        ask(Action.ROLL_BACK, null);
        assertThat(declined()).isEqualTo("data set parts has no champion to roll back from");
        judged("run-a", 0.9);
        judged("run-b", 0.8);
        world.export = World.exported(0.2);
        judged("run-c", 0.95);

        // when, then
        ask(Action.PROMOTE, 1);
        assertThat(declined()).isEqualTo("version 1 is the champion already");
        ask(Action.PROMOTE, 7);
        assertThat(declined()).contains("has no model of version 7", "thaw models");
        ask(Action.PROMOTE, 3);
        assertThat(declined()).contains("version 3 cannot be served", "model.onnx");
        ask(Action.ROLL_BACK, 2);
        assertThat(declined()).isEqualTo("version 2 was never champion: promote it instead");
        ask(Action.REFUSE, 1);
        assertThat(declined()).contains("there is none before it to go back to");
        assertThat(versionsInForce()).containsExactly(1);
    }

    @Test
    void aRequestThatComesAgainIsAnsweredOnceWhereverTheServiceCrashed() throws Exception {
        int steps = 0;
        boolean crashed = true;
        while (crashed) {
            // given
            World each = new World();
            each.testAccuracies.put("run-a", 0.8);
            each.testAccuracies.put("run-b", 0.9);
            each.candidateJudge().judge(World.candidate("run-a", 1));
            each.candidateJudge().judge(World.candidate("run-b", 1));
            DecisionAsked asked = new DecisionAsked(World.DATASET, "once", Action.ROLL_BACK, null, "a test", "ana");
            each.crashAfter(steps++);

            // when
            try {
                each.requestJudge().judge(asked);
                crashed = false;
            } catch (World.Crash e) {
                crashed = true;
            }
            each.noCrash();
            each.requestJudge().judge(asked);

            // then
            assertThat(each.published(ModelDecided.class)).filteredOn(ModelDecided::byHand).as("crash %d", steps).hasSize(1);
            assertThat(new Champions(each.bucket).all("parts")).extracting(Champion::version).containsExactly(1, 2, 1);
        }
        assertThat(steps).as("things written on the way").isEqualTo(4);
    }

    private void judged(String run, double accuracy) throws Exception {
        world.testAccuracies.put(run, accuracy);
        world.candidateJudge().judge(World.candidate(run, 1));
    }

    private void ask(Action action, Integer version) throws Exception {
        world.requestJudge().judge(new DecisionAsked(World.DATASET, "request-" + ++requests, action, version,
                "it takes scratches for good", "ana"));
    }

    private List<Integer> versionsInForce() throws Exception {
        return new Champions(world.bucket).all(World.DATASET).stream().map(Champion::version).toList();
    }

    private ModelDecided answer() {
        List<ModelDecided> all = world.published(ModelDecided.class);
        return all.get(all.size() - 1);
    }

    private String declined() {
        List<DecisionDeclined> all = world.published(DecisionDeclined.class);
        return all.get(all.size() - 1).reason();
    }
}
