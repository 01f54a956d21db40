package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.Set;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.PlanReader;

class PenaltiesTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    private final Penalties penalties = new Penalties(
            PlanReader.read("regularization: {l2: 0.1, l1: 0.01, weightDecay: 0.5, on: [kernel]}").regularization(),
            Set.of("top/kernel", "top/bias"));
    private final Tensor weight = Tensor.of(new float[]{1, -2, 0}, 3);

    @Test
    void a_penalty_is_the_sum_of_squares_and_of_magnitudes() {
        Map<String, Tensor> weights = Map.of("top/kernel", weight, "top/bias", weight);

        assertThat(penalties.value(weights)).isEqualTo(0.1 * 5 + 0.01 * 3, EXACT);
        assertThat(penalties.terms(weights.keySet(), weights::get)).satisfies(terms -> {
            assertThat(terms).containsOnlyKeys("l1 top/kernel", "l2 top/kernel", "weightDecay top/kernel");
            assertThat(terms.get("l1 top/kernel")).isEqualTo(0.03, EXACT);
            assertThat(terms.get("l2 top/kernel")).isEqualTo(0.5, EXACT);
            assertThat(terms.get("weightDecay top/kernel")).isEqualTo(0.5 / 2 * 5, EXACT);
        });
    }

    @Test
    void its_gradient_is_added_and_the_weight_stays() {
        Tensor gradient = Tensor.of(new float[]{10, 10, 10}, 3);

        penalties.addGradients(Map.of("top/kernel", weight), Map.of("top/kernel", gradient));

        assertThat(gradient.data()).usingComparatorWithPrecision(1e-6f).containsExactly(10 + 0.2f + 0.01f, 10 - 0.4f - 0.01f, 10);
        assertThat(weight.data()).containsExactly(1, -2, 0);
    }

    @Test
    void other_roles_have_none_and_those_of_frozen_weights_are_zero() {
        Tensor gradient = Tensor.of(new float[]{10, 10, 10}, 3);

        Map<String, Tensor> weights = Map.of("top/bias", weight, "frozen/kernel", weight);

        penalties.addGradients(weights, Map.of("top/bias", gradient, "frozen/kernel", gradient));

        assertThat(gradient.data()).containsExactly(10, 10, 10);
        assertThat(penalties.value(weights)).isZero();
        assertThat(penalties.terms(weights.keySet(), weights::get)).containsOnly(entry("l1 frozen/kernel", 0.0),
                entry("l2 frozen/kernel", 0.0), entry("weightDecay frozen/kernel", 0.0));
    }
}
