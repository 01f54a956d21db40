package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.LocalJudge;

/** Stops in real trainings: where they end, what they hand in, and that a resumed run ends there too. */
class EarlyStopTest {
    private static final String STAGES = """
            batchSize: 8
            augmentation: {flip: none, variants: 1}
            stages:
              - {name: head, thaw: none, learningRate: 0.02, epochs: 8}
              - {name: top, thaw: {from: conv3}, learningRate: 0.005, epochs: 4}
            """;
    @TempDir
    Path work;

    @Test
    void a_target_ends_the_run_with_the_epoch_that_reached_it_as_the_candidate_resumed_or_not() {
        // given: what the fourth epoch of a run without a target comes to
        SampleRun free = new SampleRun(STAGES, work.resolve("free"), new MemoryCheckpoints());
        free.run();
        double fourth = loss(free, free.checkpoints.names().get(3));
        String plan = "earlyStopping: {target: " + fourth + "}\n" + STAGES;
        // when
        FineTuningResult straight = new SampleRun(plan, work.resolve("straight"), new MemoryCheckpoints()).run();
        MemoryCheckpoints kept = new MemoryCheckpoints();
        assertThatThrownBy(
                () -> new SampleRun(plan, work.resolve("before"), kept).run(null, 2, StopOrder.Action.CANCEL))
                .isInstanceOf(TrainingCancelledException.class);
        FineTuningResult resumed = new SampleRun(plan, work.resolve("after"), kept).resume(kept.names().get(1));
        // then
        for (FineTuningResult result : List.of(straight, resumed)) {
            assertThat(result.stages()).singleElement().satisfies(stage -> {
                assertThat(stage.stoppedBy()).isEqualTo("target");
                assertThat(stage.epochs()).isEqualTo(4);
                assertThat(stage.bestEpoch()).isEqualTo(4);
            });
        }
        assertThat(resumed.candidate()).isEqualTo(straight.candidate());
        assertThat(kept.files(kept.names().get(3)).get(CheckpointFormat.WEIGHTS))
                .isEqualTo(free.checkpoints.files(free.checkpoints.names().get(3)).get(CheckpointFormat.WEIGHTS));
    }

    @Test
    void a_budget_of_epochs_counts_over_stages_and_attempts() {
        String plan = "earlyStopping: {runEpochs: 10}\n" + STAGES;
        MemoryCheckpoints kept = new MemoryCheckpoints();
        assertThatThrownBy(
                () -> new SampleRun(plan, work.resolve("before"), kept).run(null, 9, StopOrder.Action.CANCEL))
                .isInstanceOf(TrainingCancelledException.class);

        FineTuningResult result = new SampleRun(plan, work.resolve("after"), kept).resume(kept.names().get(8));

        assertThat(result.stages()).extracting(StageOutcome::epochs).containsExactly(8, 2);
        assertThat(result.stages().get(1).stoppedBy()).isEqualTo("epoch-budget");
        assertThat(result.stages().get(1).countedEpochs()).isEqualTo(2);
    }

    @Test
    void the_time_that_earlier_attempts_used_is_kept_in_the_checkpoint_and_counts() {
        // given
        MemoryCheckpoints kept = new MemoryCheckpoints();
        assertThatThrownBy(
                () -> new SampleRun(STAGES, work.resolve("before"), kept).run(null, 2, StopOrder.Action.CANCEL))
                .isInstanceOf(TrainingCancelledException.class);
        Checkpoint last = kept.load(kept.names().get(1));
        MemoryCheckpoints slow = new MemoryCheckpoints();
        String first = slow.save(kept.load(kept.names().get(0)));
        CheckpointState at = last.state();
        String second = slow.save(new Checkpoint(new CheckpointState(at.stageIndex(), at.stage(), at.epoch(), at.trainingLoss(),
                at.activities(), List.of(first), at.finished(), null, 5000), last.weights(), last.optimizer()));
        // when
        FineTuningResult result = new SampleRun("earlyStopping: {runSeconds: 5000}\n" + STAGES, work.resolve("after"), slow)
                .resume(second);
        // then
        assertThat(last.state().seconds()).isPositive();
        assertThat(result.stages()).singleElement().satisfies(stage -> {
            assertThat(stage.stoppedBy()).isEqualTo("time-budget");
            assertThat(stage.epochs()).isEqualTo(2);
            assertThat(stage.seconds()).isGreaterThan(5000);
        });
    }

    @Test
    void a_gap_between_the_losses_is_measured_without_penalties_on_both_sides() {
        // given: a penalty far above any cross-entropy
        SampleRun run = new SampleRun("earlyStopping: {gap: 0.000001, gapEpochs: 1}\nregularization: {l2: 100}\n" + STAGES, work,
                new MemoryCheckpoints());
        try (CheckpointScorer scorer = new CheckpointScorer(SampleRun.ENGINE, run.task, run.source, run.bank)) {
            LocalJudge judge = new LocalJudge(scorer, run.task, run.images);
            // when
            new FineTuner(SampleRun.ENGINE, run.task, run.images, run.source, run.bank, run.checkpoints, judge,
                    TrainingListener.SILENT).run();
            // then
            judge.history(0).entries().forEach(entry -> {
                Checkpoint checkpoint = run.checkpoints.load(entry.checkpoint());
                List<TrainingImage> sample = run.images.stream().filter(image -> image.split() == Split.TRAIN)
                        .sorted(Comparator.comparing(TrainingImage::hash)).limit(12).toList();
                assertThat(entry.trainingLoss()).isEqualTo(scorer.score(checkpoint.weights(), 0, sample).loss());
            });
            assertThat(judge.history(0).entries().get(0).trainingLoss())
                    .isLessThan(run.checkpoints.load(run.checkpoints.names().get(0)).state().trainingLoss() - 0.1);
        }
    }

    @Test
    void a_stop_at_a_random_moment_is_obeyed_before_the_next_step_with_the_best_so_far() {
        // given: 36 images in batches of 8 make 5 steps an epoch
        SampleRun run = new SampleRun(STAGES, work, new MemoryCheckpoints());
        Random random = new Random(7);
        for (int moment = 0; moment < 50; moment++) {
            int after = 1 + random.nextInt(55);
            Stopping stopping = new Stopping(after);
            MemoryCheckpoints kept = new MemoryCheckpoints();
            // when
            FineTuningResult result;
            try (CheckpointScorer scorer = new CheckpointScorer(SampleRun.ENGINE, run.task, run.source, run.bank)) {
                stopping.judge = new LocalJudge(scorer, run.task, run.images);
                FineTuner tuner = new FineTuner(SampleRun.ENGINE, run.task, run.images, run.source, run.bank, kept, stopping,
                        stopping);
                if (after < 5) {
                    assertThatThrownBy(tuner::run).isInstanceOf(TrainingCancelledException.class)
                            .hasMessageContaining("no epoch was done");
                    continue;
                }
                result = tuner.run();
            }
            // then
            assertThat(stopping.stepsAfterTheOrder).as("after step %d", after).isZero();
            Obedience obeyed = stopping.obeyed.get(0);
            assertThat(stopping.obeyed).hasSize(1);
            assertThat(obeyed.next()).isEqualTo(Obedience.Next.CANDIDATE);
            int stepsBefore = obeyed.stageIndex() * 40 + (obeyed.epoch() - 1) * 5 + obeyed.step();
            // as the last epoch of the stage ended there was none to be cut short
            assertThat(stepsBefore).isEqualTo(after == 40 ? 35 : after);
            assertThat(result.candidate()).isEqualTo(bestOf(result));
        }
    }

    private static String bestOf(FineTuningResult result) {
        return result.stages().stream().filter(stage -> stage.bestCheckpoint() != null)
                .reduce((best, stage) -> stage.validationLoss() < best.validationLoss() ? stage : best).orElseThrow()
                .bestCheckpoint();
    }

    private static double loss(SampleRun run, String checkpoint) {
        Checkpoint loaded = run.checkpoints.load(checkpoint);
        try (CheckpointScorer scorer = new CheckpointScorer(SampleRun.ENGINE, run.task, run.source, run.bank)) {
            return scorer.score(loaded.weights(), loaded.state().stageIndex(),
                    run.images.stream().filter(image -> image.split() == Split.VALIDATION).toList()).loss();
        }
    }

    /** Orders the run to end after so many steps. */
    private static final class Stopping implements Judge, TrainingListener {
        private final int after;
        private final List<Obedience> obeyed = new ArrayList<>();
        private Judge judge;
        private int steps;
        private int stepsAfterTheOrder;

        private Stopping(int after) {
            this.after = after;
        }

        @Override
        public void progress(Progress progress) {
            if (progress.phase() == Phase.TRAINING) {
                stepsAfterTheOrder += steps >= after ? 1 : 0;
                steps++;
            }
        }

        @Override
        public void obeyed(Obedience obedience) {
            obeyed.add(obedience);
        }

        @Override
        public void submit(SavedCheckpoint saved) {
            judge.submit(saved);
        }

        @Override
        public Optional<StopOrder> order(int stageIndex) {
            return steps >= after
                    ? Optional.of(new StopOrder(StopOrder.Action.STOP_RUN, "person", "enough", "signal"))
                    : judge.order(stageIndex);
        }

        @Override
        public StageVerdict conclude(int stageIndex, int lastEpoch) {
            return judge.conclude(stageIndex, lastEpoch);
        }
    }
}
