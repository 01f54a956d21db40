package dev.thaw.finetuning.training;

import java.util.Map;

import dev.thaw.finetuning.network.Tensor;

/**
 * @param iterations steps done
 * @param slots the optimizer's running values by {@code <weight>:<slot>}, for instance {@code head_dense/kernel:velocity}
 */
public record OptimizerState(long iterations, Map<String, Tensor> slots) {

    public OptimizerState {
        slots = Map.copyOf(slots);
    }
}
