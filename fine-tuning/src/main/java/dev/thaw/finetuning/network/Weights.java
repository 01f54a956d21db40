package dev.thaw.finetuning.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a network by name, {@code layer/weight} (for instance {@code conv1/kernel},
 * {@code conv1_bn/moving_variance}), in the order of the network's layers. The map is immutable; the tensors are not copied.
 */
public record Weights(Map<String, Tensor> tensors) {

    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** None. */
    public static Weights empty() {
        return new Weights(Map.of());
    }

    /** The tensor of that name; throws {@link IllegalArgumentException} if there is none. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no weight named " + name);
        }
        return tensor;
    }

    /** These weights with those of {@code others} put in their place or added. */
    public Weights with(Weights others) {
        Map<String, Tensor> merged = new LinkedHashMap<>(tensors);
        merged.putAll(others.tensors);
        return new Weights(merged);
    }
}
