package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.safetensors.Precision;

/**
 * Names what stands below a cut: two cuts have the same hash only if every image has the same activations there.
 *
 * @param hash SHA-256 of the layers below (architecture and input size), their weights, and the cut's layers
 * @param shapes of the activations by layer of the cut, inputs of the network left out: pixels are not kept
 * @param precision in which they are kept
 */
record CutKey(String hash, Map<String, Shape> shapes, Precision precision) {
    private static final String FORMAT = "thaw feature bank 2";

    /** @param digests the hash of a weight, by its name and value */
    static CutKey of(Network network, Weights weights, List<String> cut, Precision precision,
            BiFunction<String, Tensor, String> digests) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Set<String> below = new LinkedHashSet<>();
        for (String layer : cut) {
            if (!(network.node(layer).layer() instanceof Layer.Input)) {
                shapes.put(layer, network.shapeOf(layer));
                below.addAll(network.ancestorsOf(layer));
            }
        }
        Sha256 hash = new Sha256().add(FORMAT).add(precision.name()).add(String.join(",", shapes.keySet()));
        for (Node node : network.nodes()) {
            if (below.contains(node.name())) {
                hash.add(node.layer().toString()).add(String.join(",", node.inputs()));
                LayerWeights.of(network, node.name()).keySet()
                        .forEach(weight -> {
                            String name = node.name() + "/" + weight;
                            hash.add(weight).add(digests.apply(name, weights.get(name)));
                        });
            }
        }
        return new CutKey(hash.hex(), shapes, precision);
    }

    /** True if there is anything to keep. */
    boolean isBanked() {
        return !shapes.isEmpty();
    }
}
