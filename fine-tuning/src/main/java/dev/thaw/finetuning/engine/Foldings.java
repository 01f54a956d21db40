package dev.thaw.finetuning.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/**
 * Which layers disappear in a convolution: a batch normalization that alone takes its output, and a zero padding whose
 * output it alone takes. A layer whose output is asked for never disappears, nor does what it would change.
 */
final class Foldings {
    private final Network network;
    private final Set<String> kept;
    private final Map<String, Set<Node>> consumers = new HashMap<>();
    private final Map<String, Node> normalizations = new HashMap<>();
    private final Map<String, Border> borders = new HashMap<>();
    private final Set<String> gone = new HashSet<>();

    Foldings(Network network, Set<String> kept) {
        this.network = network;
        this.kept = kept;
        for (Node node : network.nodes()) {
            node.inputs().forEach(input -> consumers.computeIfAbsent(input, i -> new HashSet<>()).add(node));
        }
        for (Node node : network.nodes()) {
            if (isLinearConvolution(node.layer())) {
                onlyConsumer(node.name()).filter(consumer -> consumer.layer() instanceof Layer.BatchNormalization)
                        .ifPresent(consumer -> normalizations.put(node.name(), consumer));
            }
            if (node.layer() instanceof Layer.ZeroPadding2D pad) {
                onlyConsumer(node.name()).ifPresent(consumer -> absorb(pad, node, consumer));
            }
        }
        normalizations.values().forEach(node -> gone.add(node.name()));
    }

    /** The batch normalization to fold into the convolution. */
    Optional<Node> normalizationIn(String convolution) {
        return Optional.ofNullable(normalizations.get(convolution));
    }

    /** The border of a convolution that has taken in the zero padding before it. */
    Optional<Border> borderOf(String convolution) {
        return Optional.ofNullable(borders.get(convolution));
    }

    /** True if the layer has become part of a convolution. */
    boolean isGone(String layer) {
        return gone.contains(layer);
    }

    private Optional<Node> onlyConsumer(String layer) {
        Set<Node> all = consumers.getOrDefault(layer, Set.of());
        return all.size() == 1 && !kept.contains(layer) ? Optional.of(all.iterator().next()) : Optional.empty();
    }

    private void absorb(Layer.ZeroPadding2D pad, Node padding, Node consumer) {
        Shape in = network.shapeOf(padding.inputs().get(0));
        Optional<Border> border = Optional.empty();
        if (consumer.layer() instanceof Layer.Conv2D conv && conv.padding() == Padding.VALID && isOne(conv.dilation())) {
            border = Border.absorbing(pad, conv.kernel(), conv.strides(), in);
        } else if (consumer.layer() instanceof Layer.DepthwiseConv2D conv && conv.padding() == Padding.VALID
                && isOne(conv.dilation())) {
            border = Border.absorbing(pad, conv.kernel(), conv.strides(), in);
        }
        border.ifPresent(found -> {
            borders.put(consumer.name(), found);
            gone.add(padding.name());
        });
    }

    private static boolean isOne(Size size) {
        return List.of(size.height(), size.width()).equals(List.of(1, 1));
    }

    private static boolean isLinearConvolution(Layer layer) {
        return layer instanceof Layer.Conv2D conv && conv.activation() == Activation.LINEAR
                || layer instanceof Layer.DepthwiseConv2D depthwise && depthwise.activation() == Activation.LINEAR
                || layer instanceof Layer.SeparableConv2D separable && separable.activation() == Activation.LINEAR;
    }
}
