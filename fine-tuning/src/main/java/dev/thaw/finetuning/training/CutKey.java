package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Weights;

/**
 * Names what stands below a cut: two cuts have the same hash only if every image has the same activations there.
 *
 * @param hash SHA-256 of the layers below (architecture and input size), their weights, and the cut's layers
 * @param shapes of the activations by layer of the cut, inputs of the network left out: pixels are not kept
 */
record CutKey(String hash, Map<String, Shape> shapes) {
    private static final String FORMAT = "thaw feature bank 2";

    static CutKey of(Network network, Weights weights, List<String> cut) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Set<String> below = new LinkedHashSet<>();
        for (String layer : cut) {
            if (!(network.node(layer).layer() instanceof Layer.Input)) {
                shapes.put(layer, network.shapeOf(layer));
                below.addAll(network.ancestorsOf(layer));
            }
        }
        Sha256 hash = new Sha256().add(FORMAT).add(String.join(",", shapes.keySet()));
        for (Node node : network.nodes()) {
            if (below.contains(node.name())) {
                hash.add(node.layer().toString()).add(String.join(",", node.inputs()));
                LayerWeights.of(network, node.name()).keySet()
                        .forEach(weight -> hash.add(weight).add(weights.get(node.name() + "/" + weight)));
            }
        }
        return new CutKey(hash.hex(), shapes);
    }

    /** True if there is anything to keep. */
    boolean isBanked() {
        return !shapes.isEmpty();
    }
}
