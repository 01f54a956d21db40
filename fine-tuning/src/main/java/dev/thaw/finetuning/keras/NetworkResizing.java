package dev.thaw.finetuning.keras;

import java.util.List;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;

/** Re-makes a fully convolutional network for another image size: only the input's shape changes. */
final class NetworkResizing {

    private NetworkResizing() {
    }

    static Network resized(Network network, int height, int width) {
        Network resized = remade(network, height, width);
        if (!LayerWeights.of(resized).equals(LayerWeights.of(network))) {
            throw new IllegalArgumentException("network " + network.name() + " has weights that depend on the image size; use "
                    + network.inputs().get(0).shape() + " as it was made for");
        }
        return resized;
    }

    private static Network remade(Network network, int height, int width) {
        List<Node> nodes = network.nodes().stream().map(node -> atSize(node, height, width)).toList();
        try {
            return new Network(network.name(), nodes, network.output());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "network " + network.name() + " cannot take images of " + height + " x " + width + ": " + e.getMessage(), e);
        }
    }

    private static Node atSize(Node node, int height, int width) {
        if (node.layer() instanceof Layer.Input input && input.shape().rank() == 3) {
            return new Node(new Layer.Input(input.name(), Shape.of(height, width, input.shape().channels())), List.of());
        }
        return node;
    }
}
