package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

class FreezeProofTest {

    @Test
    void names_the_frozen_weights_that_moved_by_a_single_bit() {
        // given
        Tensor frozen = Tensor.of(new float[]{1, 0, 3}, 3);
        Tensor still = Tensor.of(new float[]{1}, 1);
        Tensor trained = Tensor.of(new float[]{1}, 1);
        Weights weights = new Weights(Map.of("a/kernel", frozen, "b/kernel", still, "c/kernel", trained));
        FreezeProof proof = new FreezeProof(weights, Set.of("c/kernel"));
        assertThat(proof.moved(weights)).isEmpty();
        // when
        frozen.data()[1] = -0f;
        trained.data()[0] = 2;
        // then
        assertThat(proof.moved(weights)).containsExactly("a/kernel");
    }
}
