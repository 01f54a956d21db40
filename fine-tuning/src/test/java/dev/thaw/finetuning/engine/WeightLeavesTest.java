package dev.thaw.finetuning.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

class WeightLeavesTest {
    private static final Weights WEIGHTS = new Weights(Map.of("conv/kernel", Tensor.of(new float[]{1, 2, 3}, 3),
            "head/kernel", Tensor.of(new float[]{4, 5}, 2)));

    @Test
    void aFrozenWeightWhoseNativeCopyWasWrittenToIsFound() {
        try (WeightLeaves leaves = new WeightLeaves(WEIGHTS, Set.of("head/kernel"))) {
            // given
            INDArray frozen = leaves.leaf("conv/kernel", new long[]{3}, Set.of("conv/kernel"),
                    () -> leaves.value("conv/kernel").data());
            INDArray trained = leaves.leaf("head/kernel", new long[]{2}, Set.of("head/kernel"),
                    () -> leaves.value("head/kernel").data());
            assertThat(leaves.movedFrozen()).isEmpty();

            // when: both move by one unit in the last place
            NativeArrays.write(new float[]{1, Math.nextUp(2f), 3}, frozen);
            NativeArrays.write(new float[]{Math.nextUp(4f), 5}, trained);

            // then
            assertThat(leaves.movedFrozen()).containsExactly("conv/kernel");
        }
    }
}
