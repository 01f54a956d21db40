package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.plan.PlanReader;

/** The figures are counted by hand from the layers of {@link SampleBase}. */
class RunNeedsTest {
    /** Backbone 162 + 24 + 324 + 24 + 96 + 32, of which 40 are moving statistics; head 8 * 2 + 2. */
    private static final long WEIGHTS = 680;

    @Test
    void countsActivationsWeightsAndTheBank() {
        RunNeeds needs = RunNeeds.of(task("""
                batchSize: 8
                augmentation: {flip: horizontal, rotation: 0.1, variants: 3}
                stages:
                  - {name: head, thaw: none, learningRate: 0.1, epochs: 1}
                  - {name: all, thaw: all, learningRate: 0.1, epochs: 1}
                """), 10, 5);

        assertThat(needs.stage()).isEqualTo("all");
        // scale 432, conv1, relu1 and conv2 216 each, join 432, conv3 and relu3 288 each, pooled 8, classes 2
        assertThat(needs.nativeBytes()).isEqualTo((8L * (432 + 3 * 216 + 432 + 2 * 288 + 8 + 2) + WEIGHTS) * 4);
        // 32 bytes of hash, label and split, place in the split; sorting an epoch; where the bank has a variant
        assertThat(needs.heapBytes()).isEqualTo((WEIGHTS + 2 * 640) * 4 + 15 * 40 + 10 * 20 + 35 * 30);
        assertThat(needs.bankBytes()).isEqualTo(8L * (10 * 3 + 5) * 4);
    }

    @Test
    void aFrozenRunNeedsLess() {
        RunNeeds needs = RunNeeds.of(task("""
                batchSize: 8
                augmentation: {flip: horizontal, variants: 2}
                featureBank: {precision: float16}
                stages: [{name: head, thaw: none, learningRate: 0.1, epochs: 1}]
                """), 10, 5);

        assertThat(needs.nativeBytes()).isEqualTo((8L * 2 + WEIGHTS) * 4);
        assertThat(needs.heapBytes()).isEqualTo((WEIGHTS + 2 * 18) * 4 + 15 * 40 + 10 * 20 + 25 * 30);
        assertThat(needs.bankBytes()).isEqualTo(8L * (10 * 2 * 2 + 5 * 4));
    }

    private static FineTuningTask task(String plan) {
        return FineTuningTask.prepare(SampleBase.make(), PlanReader.read(plan), List.of("cat", "dog"));
    }
}
