package dev.thaw.finetuning.training;

import java.util.HashMap;
import java.util.Map;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** The SHA-256 of weights. Those that a task begins with, which is nearly all below a cut, are hashed once. */
final class WeightDigests {
    private final Weights initial;
    private final Map<String, String> known = new HashMap<>();

    /** @param initial tensors that nobody changes */
    WeightDigests(Weights initial) {
        this.initial = initial;
    }

    String of(String name, Tensor tensor) {
        return initial.tensors().get(name) == tensor
                ? known.computeIfAbsent(name, unknown -> Sha256.of(tensor))
                : Sha256.of(tensor);
    }
}
