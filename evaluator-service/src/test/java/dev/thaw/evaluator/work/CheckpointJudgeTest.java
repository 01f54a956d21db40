package dev.thaw.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.TrainingSignal;

class CheckpointJudgeTest {
    private final World world = new World();

    @Test
    void everyCheckpointBecomesMetricsWithTheBestSoFar() throws Exception {
        // when
        judge(0.9, 0.5, 0.7);

        // then
        assertThat(world.published(CheckpointEvaluated.class)).extracting(CheckpointEvaluated::bestEpoch).containsExactly(1, 2,
                2);
        assertThat(world.published(CheckpointEvaluated.class)).last().extracting(CheckpointEvaluated::bestCheckpoint)
                .isEqualTo("runs/run-a/1/0-2/");
        assertThat(world.published(TrainingSignal.class)).isEmpty();
    }

    @Test
    void aStageIsStoppedOnceWithTheEvidenceAndLaterCheckpointsAreStillScored() throws Exception {
        // when: patience is 2
        judge(0.9, 0.5, 0.7, 0.6, 0.4);

        // then
        assertThat(world.published(TrainingSignal.class)).singleElement().satisfies(signal -> {
            assertThat(signal.action()).isEqualTo(TrainingSignal.Action.STOP_STAGE);
            assertThat(signal.rule()).isEqualTo("patience");
            assertThat(signal.attempt()).isEqualTo(1);
            assertThat(signal.stageIndex()).isZero();
            assertThat(signal.bestEpoch()).isEqualTo(2);
            assertThat(signal.bestCheckpoint()).isEqualTo("runs/run-a/1/0-2/");
            assertThat(signal.history()).hasSize(4);
            assertThat(signal.issuedBy()).isEqualTo("evaluator");
        });
        assertThat(world.published(CheckpointEvaluated.class)).hasSize(5).last()
                .extracting(CheckpointEvaluated::bestEpoch).isEqualTo(2);
    }

    @Test
    void aScoreThatLeadsToASignalNamesItSoThatTheTrainerKnowsThatOneIsComing() throws Exception {
        judge(0.9, 0.5, 0.7, 0.6, 0.4);

        assertThat(world.published(CheckpointEvaluated.class)).extracting(CheckpointEvaluated::signal).containsExactly(null,
                null, null, "run-a/1/0/patience/1", "run-a/1/0/patience/1");
        assertThat(world.published(TrainingSignal.class)).extracting(TrainingSignal::id)
                .containsExactly("run-a/1/0/patience/1");
    }

    @Test
    void aTargetEndsTheRunAndTheEvidenceIsInTheSignal() throws Exception {
        // given
        String plan = """
                earlyStopping: {target: 0.5}
                stages:
                  - {name: head, thaw: none, learningRate: 0.01, epochs: 9}
                """;
        List<Double> losses = List.of(0.9, 0.5, 0.4);

        // when
        for (int epoch = 1; epoch <= losses.size(); epoch++) {
            CheckpointSaved saved = World.saved("run-a", 1, epoch);
            world.validationLosses.put(saved.checkpoint(), losses.get(epoch - 1));
            world.checkpointJudge().judge(new CheckpointSaved(saved.dataset(), saved.run(), 1, saved.checkpoint(), saved.stage(),
                    0, epoch, 0.5, saved.manifest(), saved.base(), plan));
        }

        // then
        assertThat(world.published(TrainingSignal.class)).singleElement().satisfies(signal -> {
            assertThat(signal.action()).isEqualTo(TrainingSignal.Action.STOP_RUN);
            assertThat(signal.rule()).isEqualTo("target");
            assertThat(signal.bestEpoch()).isEqualTo(2);
            assertThat(signal.history()).extracting(TrainingSignal.EpochMetric::loss).containsExactly(0.9, 0.5);
        });
    }

    @Test
    void aCheckpointOfAnAttemptThatNobodyClaimedIsIgnored() throws Exception {
        world.checkpointJudge().judge(World.saved("run-a", 99, 1));

        assertThat(world.published(CheckpointEvaluated.class)).isEmpty();
    }

    @Test
    void aLossThatIsNotFiniteStopsTheStage() throws Exception {
        judge(0.9, null);

        assertThat(world.published(TrainingSignal.class)).singleElement().satisfies(signal -> {
            assertThat(signal.rule()).isEqualTo("not-finite");
            assertThat(signal.bestEpoch()).isEqualTo(1);
        });
    }

    @Test
    void aCrashBetweenMetricsAndSignalDoesNotSwallowTheSignal() throws Exception {
        // given
        judge(0.5, 0.6);
        world.validationLosses.put("runs/run-a/1/0-3/", 0.7);
        world.crashAfter(1);
        CheckpointSaved third = World.saved("run-a", 1, 3);
        assertThatThrownBy(() -> world.checkpointJudge().judge(third)).isInstanceOf(World.Crash.class);
        world.noCrash();

        // when
        world.checkpointJudge().judge(third);
        world.checkpointJudge().judge(third);

        // then
        assertThat(world.published(TrainingSignal.class)).hasSize(1);
        assertThat(world.published(CheckpointEvaluated.class)).hasSize(3);
        assertThat(world.scored).hasSize(3);
    }

    @Test
    void anAttemptThatResumesInAStageThatWasOverIsStoppedToo() throws Exception {
        // given
        judge(0.5, 0.6, 0.7);
        world.bucket.put("claims/run-a/2.json", new byte[0], "application/json");
        world.validationLosses.put("runs/run-a/2/0-4/", 0.1);

        // when
        world.checkpointJudge().judge(World.saved("run-a", 2, 4));

        // then
        assertThat(world.published(TrainingSignal.class)).hasSize(2).last().satisfies(signal -> {
            assertThat(signal.attempt()).isEqualTo(2);
            assertThat(signal.bestEpoch()).isEqualTo(1);
        });
    }

    @Test
    void aCheckpointOfAnAttemptThatWasReplacedIsIgnored() throws Exception {
        // given
        world.bucket.put("claims/run-a/2.json", new byte[0], "application/json");

        // when
        judge(0.5);

        // then
        assertThat(world.published).isEmpty();
        assertThat(world.scored).isEmpty();
    }

    private void judge(Double... losses) throws Exception {
        for (int i = 0; i < losses.length; i++) {
            CheckpointSaved saved = World.saved("run-a", 1, i + 1);
            world.validationLosses.put(saved.checkpoint(), losses[i]);
            world.checkpointJudge().judge(saved);
        }
    }
}
