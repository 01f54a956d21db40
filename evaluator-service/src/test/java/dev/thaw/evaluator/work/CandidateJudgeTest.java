package dev.thaw.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.ModelDecided.Outcome;
import dev.thaw.contract.event.RunState;
import dev.thaw.evaluator.promotion.Champions;

class CandidateJudgeTest {
    private final World world = new World();

    @Test
    void theFirstCandidateBecomesTheChampionWithAllItsObjects() throws Exception {
        // given
        world.testAccuracies.put("run-a", 0.9);

        // when
        world.candidateJudge().judge(World.candidate("run-a", 1));

        // then
        assertThat(world.bucket.list("models/")).containsExactly("models/parts/1/labels.txt", "models/parts/1/lineage.json",
                "models/parts/1/metrics.json", "models/parts/1/model.keras", "models/parts/1/plan.yaml",
                "models/parts/1/predictions/run-a.json", "models/parts/1/report.html");
        assertThat(world.published(ModelDecided.class)).singleElement().satisfies(decided -> {
            assertThat(decided.outcome()).isEqualTo(Outcome.PROMOTED);
            assertThat(decided.version()).isEqualTo(1);
            assertThat(decided.champion()).isEqualTo(1);
            assertThat(decided.candidateAccuracy()).isEqualTo(0.9);
            assertThat(decided.championAccuracy()).isNull();
            assertThat(decided.report()).isEqualTo("models/parts/1/report.html");
        });
        assertThat(new Champions(world.bucket).current("parts")).map(Champion::model).contains("models/parts/1/");
        assertThat(world.published(RunState.class)).extracting(RunState::state).containsExactly(RunState.State.PROMOTED);
        assertThat(world.published(RunState.class)).extracting(RunState::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(world.released).containsExactly("run-a");
    }

    @Test
    void aWorseCandidateIsRefusedAndTheChampionStays() throws Exception {
        // given
        world.testAccuracies.put("run-a", 0.9);
        world.testAccuracies.put("run-b", 0.85);
        world.candidateJudge().judge(World.candidate("run-a", 1));

        // when
        world.candidateJudge().judge(World.candidate("run-b", 1));

        // then
        assertThat(world.published(ModelDecided.class)).last().satisfies(decided -> {
            assertThat(decided.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(decided.gate()).isEqualTo("better-than-champion");
            assertThat(decided.version()).isEqualTo(2);
            assertThat(decided.champion()).isEqualTo(1);
            assertThat(decided.championAccuracy()).isEqualTo(0.9);
            assertThat(decided.reason()).contains("0.8500", "0.9000");
        });
        assertThat(new Champions(world.bucket).current("parts")).map(Champion::run).contains("run-a");
        assertThat(world.published(RunState.class)).last().extracting(RunState::state).isEqualTo(RunState.State.REFUSED);
    }

    @Test
    void aCandidateWhoseExportIsWrongIsRefused() throws Exception {
        // given
        world.testAccuracies.put("run-a", 0.99);
        world.export = World.exported(0.2);

        // when
        world.candidateJudge().judge(World.candidate("run-a", 1));

        // then
        assertThat(world.published(ModelDecided.class)).singleElement().extracting(ModelDecided::gate).isEqualTo("export");
        assertThat(world.bucket.list("champions/")).isEmpty();
    }

    @Test
    void whoeverIsPromotedInBetweenIsTheOneToBeat() throws Exception {
        // given: while run-b is judged, run-c becomes champion
        world.testAccuracies.put("run-a", 0.8);
        world.testAccuracies.put("run-b", 0.9);
        world.testAccuracies.put("run-c", 0.95);
        world.candidateJudge().judge(World.candidate("run-a", 1));
        world.bucket.beforeWrite(() -> {
            if (world.published(CandidateEvaluated.class).size() == 2 && world.bucket.list("champions/").size() == 1) {
                world.bucket.beforeWrite(() -> {
                });
                world.bucket.put("champions/parts/2.json",
                        json(new Champion("parts", 2, 9, "models/parts/9/", "run-c", Instant.EPOCH)),
                        "application/json");
            }
        });

        // when
        world.candidateJudge().judge(World.candidate("run-b", 1));

        // then
        assertThat(world.published(ModelDecided.class)).last().satisfies(decided -> {
            assertThat(decided.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(decided.championAccuracy()).isEqualTo(0.95);
        });
        assertThat(new Champions(world.bucket).current("parts")).map(Champion::run).contains("run-c");
    }

    /** Promoted and refused candidates, crashed before each of the things that are written on the way. */
    @ParameterizedTest
    @CsvSource({"0.95, PROMOTED", "0.85, REFUSED"})
    void aCrashAnywhereEndsInOneDecisionAfterRedelivery(double accuracy, Outcome outcome) throws Exception {
        int steps = 0;
        boolean crashed = true;
        while (crashed) {
            // given
            World each = new World();
            each.testAccuracies.put("run-a", 0.9);
            each.testAccuracies.put("run-b", accuracy);
            each.candidateJudge().judge(World.candidate("run-a", 1));
            each.crashAfter(steps++);

            // when
            crashed = crashes(each);
            each.noCrash();
            each.candidateJudge().judge(World.candidate("run-b", 1));

            // then
            assertThat(each.published(ModelDecided.class)).filteredOn(decided -> decided.run().equals("run-b"))
                    .as("crash %d", steps)
                    .singleElement().satisfies(decided -> {
                        assertThat(decided.outcome()).isEqualTo(outcome);
                        assertThat(decided.version()).isEqualTo(2);
                        assertThat(decided.championAccuracy()).isEqualTo(0.9);
                        assertThat(decided.champion()).isEqualTo(outcome == Outcome.PROMOTED ? 2 : 1);
                    });
            assertThat(each.published(CandidateEvaluated.class)).as("crash %d", steps).hasSize(2);
            assertThat(each.bucket.list("champions/")).hasSize(outcome == Outcome.PROMOTED ? 2 : 1);
            assertThat(each.bucket.list("models/")).as("crash %d", steps).hasSize(14);
            assertThat(each.published(RunState.class)).last()
                    .satisfies(state -> assertThat(state.state().name()).isEqualTo(outcome.name()));
        }
        assertThat(steps).as("things written on the way").isGreaterThan(8);
    }

    @Test
    void aReportThatCannotBeWrittenKeepsNoDecisionFromBeingTold() throws Exception {
        // given
        world.testAccuracies.put("run-a", 0.9);
        world.reportable = false;

        // when
        world.candidateJudge().judge(World.candidate("run-a", 1));

        // then
        assertThat(world.published(ModelDecided.class)).singleElement().satisfies(decided -> {
            assertThat(decided.outcome()).isEqualTo(Outcome.PROMOTED);
            assertThat(decided.report()).isNull();
        });
        assertThat(world.published(RunState.class)).last().extracting(RunState::state).isEqualTo(RunState.State.PROMOTED);
    }

    @Test
    void onceItsMetricsAreStoredTheTestSplitIsNotScoredAgain() throws Exception {
        // given: a crash right before the event that tells of the metrics
        world.testAccuracies.put("run-a", 0.9);
        world.crashAfter(6);
        assertThat(crashes(world, "run-a")).isTrue();
        assertThat(world.bucket.list("models/parts/1/metrics.json")).hasSize(1);
        world.noCrash();

        // when
        world.candidateJudge().judge(World.candidate("run-a", 1));

        // then
        assertThat(world.scored).hasSize(1);
        assertThat(world.published(CandidateEvaluated.class)).hasSize(1);
    }

    @Test
    void aCandidateOfAnAttemptThatWasReplacedIsIgnored() throws Exception {
        // given
        world.testAccuracies.put("run-a", 0.9);
        world.bucket.put("claims/run-a/2.json", new byte[0], "application/json");

        // when
        world.candidateJudge().judge(World.candidate("run-a", 1));

        // then
        assertThat(world.published).isEmpty();
    }

    private static boolean crashes(World world) throws IOException, InterruptedException {
        return crashes(world, "run-b");
    }

    private static boolean crashes(World world, String run) throws IOException, InterruptedException {
        try {
            world.candidateJudge().judge(World.candidate(run, 1));
            return false;
        } catch (World.Crash e) {
            return true;
        }
    }

    private static byte[] json(Champion champion) {
        try {
            return EventCodec.json().writeValueAsBytes(champion);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
