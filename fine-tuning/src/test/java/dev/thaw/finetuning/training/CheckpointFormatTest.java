package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

class CheckpointFormatTest {
    private final Checkpoint checkpoint = new Checkpoint(
            new CheckpointState(1, "top", 3, 0.25, Map.of("activity l2 conv", 0.125), List.of("1-1/", "1-2/"),
                    List.of(new StageOutcome("head", 10, 100, 5, null, 0, "not-finite", 1.5, Double.NaN, Double.NaN, true,
                            Map.of("l2 head_dense/kernel", 0.5), Double.NaN, 4)),
                    null, 12.75),
            new Weights(Map.of("conv/kernel", Tensor.of(new float[]{1, Float.NaN, -0f, 4}, 1, 1, 2, 2))),
            new OptimizerState(60, Map.of("conv/kernel:velocity", Tensor.of(new float[]{1, 2, 3, 4}, 1, 1, 2, 2))));

    @Test
    void is_read_back_to_the_bit() {
        Checkpoint read = CheckpointFormat.fromFiles(CheckpointFormat.toFiles(checkpoint));

        assertThat(read.state()).isEqualTo(checkpoint.state());
        assertThat(read.weights().get("conv/kernel").sameBits(checkpoint.weights().get("conv/kernel"))).isTrue();
        assertThat(Spent.at(read.state())).isEqualTo(new Spent(12.75, 14.25, 7));
        assertThat(read.optimizer().iterations()).isEqualTo(60);
        assertThat(read.optimizer().slots().get("conv/kernel:velocity").data()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void keeps_where_an_epoch_is_and_says_nothing_of_it_at_the_end_of_one() {
        EpochSoFar soFar = new EpochSoFar(17, 136, 0.1 + 0.2, Map.of("activity l2 conv", 1e-17));
        Checkpoint within = new Checkpoint(new CheckpointState(1, "top", 0, Double.NaN, Map.of(), List.of(),
                checkpoint.state().finished(), soFar, 3.5), checkpoint.weights(), checkpoint.optimizer());

        Checkpoint read = CheckpointFormat.fromFiles(CheckpointFormat.toFiles(within));

        assertThat(read.state().soFar()).isEqualTo(soFar);
        assertThat(read.state().withinEpoch()).isTrue();
        assertThat(read.state().trainingLoss()).isNaN();
        assertThat(new String(CheckpointFormat.toFiles(checkpoint).get(CheckpointFormat.STATE), StandardCharsets.UTF_8))
                .doesNotContain("soFar");
    }

    @Test
    void has_the_state_last_so_that_it_vouches_for_the_rest() {
        assertThat(CheckpointFormat.toFiles(checkpoint).keySet()).containsExactly("weights.safetensors", "optimizer.safetensors",
                "checkpoint.json");
    }

    @Test
    void a_flipped_bit_a_foreign_part_and_a_missing_part_are_refused_by_name() {
        Map<String, byte[]> flipped = new LinkedHashMap<>(CheckpointFormat.toFiles(checkpoint));
        flipped.get("weights.safetensors")[90] ^= 4;
        Map<String, byte[]> foreign = new LinkedHashMap<>(CheckpointFormat.toFiles(checkpoint));
        foreign.put("optimizer.safetensors", foreign.get("weights.safetensors"));
        Map<String, byte[]> missing = new LinkedHashMap<>(CheckpointFormat.toFiles(checkpoint));
        missing.remove("optimizer.safetensors");

        assertThatThrownBy(() -> CheckpointFormat.fromFiles(flipped)).isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("weights.safetensors is not the file that was written");
        assertThatThrownBy(() -> CheckpointFormat.fromFiles(foreign)).hasMessageStartingWith("optimizer.safetensors is not");
        assertThatThrownBy(() -> CheckpointFormat.fromFiles(missing)).hasMessage("the checkpoint has no optimizer.safetensors");
    }
}
