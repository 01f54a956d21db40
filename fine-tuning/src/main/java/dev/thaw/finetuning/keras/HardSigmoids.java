package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/**
 * Says the {@code hard_sigmoid} of Keras 2, {@code clip(0.2 x + 0.5, 0, 1)}, in what Keras 3 has: a rescaling to {@code 1.2 x}, and its own
 * {@code hard_sigmoid}, {@code clip(x / 6 + 0.5, 0, 1)}. Weights stay as they are.
 */
public final class HardSigmoids {
    /** A sixth of it is 0.2. */
    private static final double SCALE = 1.2;

    private HardSigmoids() {
    }

    /** The network without the activation of Keras 2; itself if it has none. */
    public static Network inKeras3(Network network) {
        if (network.nodes().stream().noneMatch(node -> activationOf(node.layer()) == Activation.HARD_SIGMOID_KERAS_2)) {
            return network;
        }
        List<Node> nodes = new ArrayList<>();
        Map<String, String> ends = new HashMap<>();
        for (Node node : network.nodes()) {
            List<String> inputs = node.inputs().stream().map(input -> ends.getOrDefault(input, input)).toList();
            if (activationOf(node.layer()) != Activation.HARD_SIGMOID_KERAS_2) {
                nodes.add(new Node(node.layer(), inputs));
                continue;
            }
            String scaled = free(network, node.name() + "_scaled");
            if (node.layer() instanceof Layer.ActivationLayer) {
                nodes.add(new Node(rescaling(scaled), inputs));
                nodes.add(new Node(new Layer.ActivationLayer(node.name(), Activation.HARD_SIGMOID), List.of(scaled)));
            } else {
                String end = free(network, node.name() + "_hard_sigmoid");
                nodes.add(new Node(linear(node.layer()), inputs));
                nodes.add(new Node(rescaling(scaled), List.of(node.name())));
                nodes.add(new Node(new Layer.ActivationLayer(end, Activation.HARD_SIGMOID), List.of(scaled)));
                ends.put(node.name(), end);
            }
        }
        return new Network(network.name(), nodes, ends.getOrDefault(network.output(), network.output()));
    }

    private static Layer rescaling(String name) {
        return new Layer.Rescaling(name, List.of(SCALE), List.of(0.0));
    }

    private static String free(Network network, String name) {
        return network.contains(name) ? free(network, name + "_") : name;
    }

    /** Linear for layers that have none of their own. */
    private static Activation activationOf(Layer layer) {
        if (layer instanceof Layer.Conv2D conv) {
            return conv.activation();
        }
        if (layer instanceof Layer.DepthwiseConv2D conv) {
            return conv.activation();
        }
        if (layer instanceof Layer.SeparableConv2D conv) {
            return conv.activation();
        }
        if (layer instanceof Layer.Dense dense) {
            return dense.activation();
        }
        return layer instanceof Layer.ActivationLayer activation ? activation.activation() : Activation.LINEAR;
    }

    private static Layer linear(Layer layer) {
        if (layer instanceof Layer.Conv2D conv) {
            return new Layer.Conv2D(conv.name(), conv.filters(), conv.kernel(), conv.strides(), conv.padding(), conv.dilation(),
                    conv.groups(), Activation.LINEAR, conv.useBias());
        }
        if (layer instanceof Layer.DepthwiseConv2D conv) {
            return new Layer.DepthwiseConv2D(conv.name(), conv.kernel(), conv.strides(), conv.padding(), conv.dilation(),
                    conv.depthMultiplier(), Activation.LINEAR, conv.useBias());
        }
        if (layer instanceof Layer.SeparableConv2D conv) {
            return new Layer.SeparableConv2D(conv.name(), conv.filters(), conv.kernel(), conv.strides(), conv.padding(),
                    conv.dilation(), conv.depthMultiplier(), Activation.LINEAR, conv.useBias());
        }
        Layer.Dense dense = (Layer.Dense) layer;
        return new Layer.Dense(dense.name(), dense.units(), Activation.LINEAR, dense.useBias());
    }
}
