package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.network.Weights;

/** The SHA-256 of every frozen weight as a stage begins, to be held against what is there when it ends. */
final class FreezeProof {
    private final Map<String, String> before = new LinkedHashMap<>();

    FreezeProof(Weights weights, Set<String> trainable) {
        weights.tensors().forEach((name, tensor) -> {
            if (!trainable.contains(name)) {
                before.put(name, Sha256.of(tensor));
            }
        });
    }

    /** The frozen weights that are not what they were. */
    List<String> moved(Weights after) {
        return before.entrySet().stream()
                .filter(frozen -> !Sha256.of(after.get(frozen.getKey())).equals(frozen.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
