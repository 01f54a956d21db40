package dev.thaw.finetuning.keras;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;

/** Finds where a classifier's backbone ends: before the first layer that gives up the feature map for a vector. */
final class BackboneCut {

    private BackboneCut() {
    }

    /** The network without its classifier top; unchanged if its output is still a feature map. */
    static Network backboneOf(Network network) {
        for (Node node : network.nodes()) {
            // A pooling inside squeeze-and-excitation also ends in one value per channel, but its map lives on beside it.
            if (givesUpTheMap(network, node) && everythingPassesThrough(network, node.inputs().get(0))) {
                return network.upTo(node.inputs().get(0));
            }
        }
        return network;
    }

    private static boolean givesUpTheMap(Network network, Node node) {
        Layer layer = node.layer();
        return layer instanceof Layer.GlobalAveragePooling2D || layer instanceof Layer.GlobalMaxPooling2D
                || layer instanceof Layer.Flatten || averagesTheWholeMap(network, node);
    }

    /** Some models pool globally by a window as large as the map. */
    private static boolean averagesTheWholeMap(Network network, Node node) {
        if (!(node.layer() instanceof Layer.AveragePooling2D)) {
            return false;
        }
        Shape in = network.shapeOf(node.inputs().get(0));
        Shape out = network.shapeOf(node.name());
        return out.get(0) == 1 && out.get(1) == 1 && in.get(0) * in.get(1) > 1;
    }

    /** True if the pooling is the only way on from its input. */
    private static boolean everythingPassesThrough(Network network, String layer) {
        return network.nodes().stream().filter(node -> node.inputs().contains(layer)).count() == 1;
    }
}
