package dev.thaw.finetuning.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Tensor;

/** Holds the inputs of a call against those of the network. */
final class InputCheck {

    private InputCheck() {
    }

    /** The inputs in the network's order; throws {@link IllegalArgumentException} if one is missing, too many or of the wrong shape. */
    static Map<String, Tensor> inOrder(Network network, Map<String, Tensor> inputs) {
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        int batch = -1;
        for (Layer.Input input : network.inputs()) {
            Tensor tensor = inputs.get(input.name());
            if (tensor == null) {
                throw new IllegalArgumentException("network " + network.name() + " needs the input " + input.name()
                        + "; given were " + inputs.keySet());
            }
            List<Integer> dimensions = tensor.shape().dimensions();
            if (!dimensions.subList(1, dimensions.size()).equals(input.shape().dimensions())) {
                throw new IllegalArgumentException("input " + input.name() + " takes (batch, ...) of " + input.shape()
                        + " each, not " + tensor.shape());
            }
            if (batch >= 0 && batch != dimensions.get(0)) {
                throw new IllegalArgumentException("input " + input.name() + " has a batch of " + dimensions.get(0)
                        + " where another has one of " + batch);
            }
            batch = dimensions.get(0);
            ordered.put(input.name(), tensor);
        }
        if (inputs.size() != ordered.size()) {
            throw new IllegalArgumentException("network " + network.name() + " has the inputs " + ordered.keySet()
                    + "; given were " + inputs.keySet());
        }
        return ordered;
    }
}
