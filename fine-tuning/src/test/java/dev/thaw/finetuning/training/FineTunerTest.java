package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.network.Weights;

class FineTunerTest {
    private static final String STAGES = """
            batchSize: 8
            head: {dropout: 0.25}
            augmentation: {flip: horizontal, rotation: 0.05, variants: 3}
            regularization: {l2: 0.001, weightDecay: 0.01}
            stages:
              - {name: head, thaw: none, learningRate: 0.02, epochs: 4}
              - {name: top, thaw: {from: conv2}, learningRate: 0.005, epochs: 3}
              - {name: all, thaw: all, learningRate: 0.001, epochs: 2, schedule: cosine}
            """;

    @TempDir
    Path work;

    @Test
    void learns_stage_by_stage_and_leaves_what_is_frozen_as_it_is() {
        // given
        SampleRun run = new SampleRun(STAGES, work, new MemoryCheckpoints());
        // when
        FineTuningResult result = run.run();
        // then
        assertThat(result.stages()).extracting(StageOutcome::name).containsExactly("head", "top", "all");
        assertThat(result.stages()).allMatch(StageOutcome::frozenUnchanged);
        assertThat(result.stages().get(2).validationAccuracy()).isGreaterThan(0.9);
        Weights afterHead = run.checkpoints.load(result.stages().get(0).bestCheckpoint()).weights();
        assertThat(afterHead.tensors().keySet()).containsExactlyInAnyOrder("head_dense/kernel", "head_dense/bias");
        Weights afterTop = run.checkpoints.load(result.stages().get(1).bestCheckpoint()).weights();
        assertThat(afterTop.tensors().keySet()).containsExactlyInAnyOrder("conv2/kernel", "bn2/gamma", "bn2/beta", "conv3/kernel",
                "bn3/gamma", "bn3/beta", "head_dense/kernel", "head_dense/bias");
        afterTop.tensors()
                .forEach((name, tensor) -> assertThat(tensor.sameBits(run.task.initialWeights().get(name))).as(name).isFalse());
    }

    @Test
    void counts_parameters_and_reports_every_penalty_by_name() {
        SampleRun run = new SampleRun(STAGES, work, new MemoryCheckpoints());

        List<StageOutcome> stages = run.run().stages();

        // conv1 162, conv2 324, conv3 96, three normalizations of 24, 24 and 32 of which half never train, head 18
        assertThat(stages).extracting(StageOutcome::totalParameters).containsOnly(680L);
        assertThat(stages).extracting(StageOutcome::trainableParameters).containsExactly(18L, 324L + 12 + 96 + 16 + 18, 640L);
        for (StageOutcome stage : stages) {
            assertThat(stage.penalties()).containsOnlyKeys("l2 conv1/kernel", "weightDecay conv1/kernel", "l2 conv2/kernel",
                    "weightDecay conv2/kernel", "l2 conv3/kernel", "weightDecay conv3/kernel", "l2 head_dense/kernel",
                    "weightDecay head_dense/kernel");
        }
        assertThat(nonZero(stages.get(0))).containsOnly("l2 head_dense/kernel", "weightDecay head_dense/kernel");
        assertThat(nonZero(stages.get(1))).containsOnly("l2 conv2/kernel", "weightDecay conv2/kernel", "l2 conv3/kernel",
                "weightDecay conv3/kernel", "l2 head_dense/kernel", "weightDecay head_dense/kernel");
        assertThat(nonZero(stages.get(2))).hasSize(8);
    }

    @Test
    void a_frozen_layer_above_a_thawed_one_passes_the_gradient_on_and_does_not_move() {
        // given
        SampleRun run = new SampleRun("""
                batchSize: 8
                stages:
                  - {name: middle, thaw: {layers: [conv2, bn2]}, learningRate: 0.01, epochs: 2}
                  - {name: above, thaw: {layers: conv3}, learningRate: 0.01, epochs: 2}
                """, work, new MemoryCheckpoints());
        // when
        FineTuningResult result = run.run();
        // then
        assertThat(result.stages()).allMatch(StageOutcome::frozenUnchanged);
        Weights initial = run.task.initialWeights();
        Weights afterMiddle = run.checkpoints.load(result.stages().get(0).bestCheckpoint()).weights();
        Weights afterAbove = run.checkpoints.load(result.stages().get(1).bestCheckpoint()).weights();
        assertThat(afterMiddle.tensors()).containsOnlyKeys("conv2/kernel", "bn2/gamma", "bn2/beta", "head_dense/kernel",
                "head_dense/bias");
        assertThat(afterMiddle.get("conv2/kernel").sameBits(initial.get("conv2/kernel"))).isFalse();
        assertThat(afterAbove.get("conv2/kernel").sameBits(afterMiddle.get("conv2/kernel"))).isTrue();
        assertThat(afterAbove.get("conv3/kernel").sameBits(initial.get("conv3/kernel"))).isFalse();
    }

    private static List<String> nonZero(StageOutcome stage) {
        return stage.penalties().entrySet().stream().filter(term -> term.getValue() > 0).map(Map.Entry::getKey).toList();
    }

    @Test
    void a_resumed_run_ends_with_the_same_bytes_as_one_that_was_never_interrupted(@TempDir Path other) {
        ends_the_same_whenever_it_is_interrupted(STAGES, other, 1, 3, 5, 7);
    }

    @Test
    void so_does_one_with_averages_accumulated_gradients_and_a_rate_that_waits_for_the_loss(@TempDir Path other) {
        String plan = """
                batchSize: 8
                head: {spatialDropout: 0.1, hidden: [{units: 6, activation: tanh, dropout: 0.2}], dropout: 0.1, output: sigmoid}
                optimizer: {type: sgd, momentum: 0.9, nesterov: true, clipGlobalNorm: 1, accumulate: 2, average: 0.8, layerDecay: 0.7}
                augmentation: {flip: none}
                regularization: {l1: 0.001, weightDecay: 0.01, activity: {l2: 0.001}}
                classWeights: {red: 2}
                labelSmoothing: 0.1
                stages:
                  - {name: head, thaw: none, learningRate: 0.05, epochs: 4, warmup: 1, schedule: {plateau: {factor: 0.5, patience: 1, minDelta: 0.05}}}
                  - {name: top, thaw: {from: conv3}, learningRate: 0.01, epochs: 2, schedule: cosine}
                """;

        ends_the_same_whenever_it_is_interrupted(plan, other, 2, 3, 5);
    }

    private void ends_the_same_whenever_it_is_interrupted(String plan, Path other, int... interruptions) {
        // given
        SampleRun straight = new SampleRun(plan, work, new MemoryCheckpoints());
        FineTuningResult expected = straight.run();
        for (int interruption : interruptions) {
            MemoryCheckpoints kept = new MemoryCheckpoints();
            int last = interruption;
            SampleRun interrupted = new SampleRun(plan, other.resolve("before" + last), kept);
            assertThatThrownBy(() -> interrupted.run(null, last, StopOrder.Action.CANCEL))
                    .isInstanceOf(TrainingCancelledException.class);
            // when: another process, with nothing but the checkpoints
            SampleRun resumed = new SampleRun(plan, other.resolve("after" + last), kept);
            FineTuningResult result = resumed.resume(kept.names().get(kept.names().size() - 1));
            // then
            assertThat(result.candidate()).isEqualTo(expected.candidate());
            assertThat(kept.names()).isEqualTo(straight.checkpoints.names());
            for (String name : kept.names()) {
                for (String file : List.of(CheckpointFormat.WEIGHTS, CheckpointFormat.OPTIMIZER)) {
                    assertThat(kept.files(name).get(file)).as(name + file + " after " + last)
                            .isEqualTo(straight.checkpoints.files(name).get(file));
                }
            }
        }
    }

    @Test
    void a_stage_from_pixels_sees_new_variants_in_each_epoch_and_the_same_ones_when_it_is_resumed(@TempDir Path other) {
        // given: everything frozen but the head, without the bank
        String plan = """
                batchSize: 8
                augmentation: {flip: horizontal, rotation: 0.1, zoom: 0.2, translation: 0.1, crop: 0.7, brightness: 0.1,
                  contrast: 0.2, saturation: 0.2, cutout: 0.3, mixup: 0.4, cutmix: 1, variants: 2}
                stages:
                  - {name: head, thaw: none, learningRate: 0.02, epochs: 3, bank: false}
                """;
        SampleRun straight = new SampleRun(plan, work, new MemoryCheckpoints());
        FineTuningResult expected = straight.run();
        MemoryCheckpoints kept = new MemoryCheckpoints();
        SampleRun interrupted = new SampleRun(plan, other, kept);
        assertThatThrownBy(() -> interrupted.run(null, 1, StopOrder.Action.CANCEL))
                .isInstanceOf(TrainingCancelledException.class);
        // when
        SampleRun resumed = new SampleRun(plan, other, kept);
        resumed.resume(kept.names().get(0));
        // then
        assertThat(expected.bankMisses()).isZero();
        assertThat(expected.stages()).allMatch(StageOutcome::frozenUnchanged);
        assertThat(kept.names()).isEqualTo(straight.checkpoints.names()).hasSize(3);
        for (String name : kept.names()) {
            assertThat(kept.files(name).get(CheckpointFormat.WEIGHTS))
                    .isEqualTo(straight.checkpoints.files(name).get(CheckpointFormat.WEIGHTS));
        }
    }

    @Test
    void a_frozen_layer_runs_once_on_a_view_and_never_again_in_a_later_run() {
        // given
        String plan = STAGES.substring(0, STAGES.indexOf("  - {name: all"));
        SampleRun first = new SampleRun(plan, work, new MemoryCheckpoints());
        SampleRun second = new SampleRun(plan, work, new MemoryCheckpoints());
        // when
        FineTuningResult once = first.run();
        FineTuningResult again = second.run();
        // then: 36 training images in 3 variants, 12 validation images, at two cuts
        assertThat(once.bankMisses()).isEqualTo((36 * 3 + 12) * 2);
        assertThat(once.bankHits()).isZero();
        assertThat(first.source.reads()).isEqualTo(36 * 3 + 12);
        assertThat(again.bankMisses()).isZero();
        assertThat(again.bankHits()).isEqualTo((36 * 3 + 12) * 2);
        assertThat(second.source.reads()).isZero();
        assertThat(second.checkpoints.load(again.candidate()).weights().get("head_dense/kernel")
                .sameBits(first.checkpoints.load(once.candidate()).weights().get("head_dense/kernel"))).isTrue();
    }

    @Test
    void a_stage_that_thaws_less_than_one_before_it_finds_no_stale_activations() {
        // given: the second stage's cut stands on what the first one trained
        String plan = """
                head: {dropout: 0}
                stages:
                  - {name: top, thaw: {from: conv3}, learningRate: 0.01, epochs: 1}
                  - {name: head, thaw: none, learningRate: 0.01, epochs: 1}
                """;
        SampleRun run = new SampleRun(plan, work, new MemoryCheckpoints());
        // when
        FineTuningResult result = run.run();
        // then: the bank was asked for new activations when the second stage began
        int variants = 36 * 2 + 12;
        assertThat(result.bankMisses()).isEqualTo(variants * 2L);
        assertThat(run.source.reads()).isEqualTo(variants * 2);
    }

    @Test
    void an_order_to_stop_the_stage_goes_on_with_the_next_from_the_best_so_far() {
        SampleRun run = new SampleRun(STAGES, work, new MemoryCheckpoints());

        FineTuningResult result = run.run(null, 2, StopOrder.Action.STOP_STAGE);

        assertThat(result.stages()).extracting(StageOutcome::epochs).containsExactly(2, 3, 2);
        assertThat(run.checkpoints.names()).startsWith("0-1/", "0-2/", "1-1/");
    }

    @Test
    void an_order_to_stop_the_run_hands_in_the_best_so_far() {
        SampleRun run = new SampleRun(STAGES, work, new MemoryCheckpoints());

        FineTuningResult result = run.run(null, 5, StopOrder.Action.STOP_RUN);

        assertThat(result.stages()).extracting(StageOutcome::epochs).containsExactly(4, 1);
        assertThat(List.of("0-1/", "0-2/", "0-3/", "0-4/", "1-1/")).contains(result.candidate());
    }

    @Test
    void a_training_that_diverges_at_once_says_what_to_do() {
        String plan = """
                optimizer: {type: sgd}
                stages:
                  - {name: head, thaw: {from: conv2}, learningRate: 1e30, epochs: 3}
                """;
        SampleRun run = new SampleRun(plan, work, new MemoryCheckpoints());

        Throwable thrown = catchThrowable(run::run);

        assertThat(thrown).isInstanceOf(DivergedException.class)
                .hasMessageContaining("lower the learning rate of stage head (1.0E30)");
    }

    @Test
    void a_later_stage_that_diverges_leaves_the_best_of_the_one_before() {
        String plan = """
                optimizer: {type: sgd}
                stages:
                  - {name: head, thaw: none, learningRate: 0.01, epochs: 2}
                  - {name: top, thaw: {from: conv2}, learningRate: 1e30, epochs: 3}
                """;
        SampleRun run = new SampleRun(plan, work, new MemoryCheckpoints());

        FineTuningResult result = run.run();

        assertThat(result.candidate()).isEqualTo(result.stages().get(0).bestCheckpoint());
        assertThat(result.stages().get(1).stoppedBy()).isEqualTo("not-finite");
    }
}
