package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights that a layer has, by their short Keras names, in Keras's order (trainable ones first). */
public final class LayerWeights {
    private static final Set<String> NEVER_TRAINABLE = Set.of("moving_mean", "moving_variance", "mean", "variance");

    private LayerWeights() {
    }

    /**
     * The shapes of a layer's weights by short name ({@code kernel}, {@code bias}, ...); empty for a layer without weights.
     *
     * @param inputs the shapes of the layer's inputs, without the batch
     */
    public static Map<String, Shape> of(Layer layer, List<Shape> inputs) {
        Map<String, Shape> weights = new LinkedHashMap<>();
        if (layer instanceof Layer.Conv2D conv) {
            weights.put("kernel", Shape.of(conv.kernel().height(), conv.kernel().width(),
                    inputs.get(0).channels() / conv.groups(), conv.filters()));
            putBias(weights, conv.useBias(), conv.filters());
        } else if (layer instanceof Layer.DepthwiseConv2D conv) {
            int in = inputs.get(0).channels();
            weights.put("depthwise_kernel",
                    Shape.of(conv.kernel().height(), conv.kernel().width(), in, conv.depthMultiplier()));
            putBias(weights, conv.useBias(), Math.multiplyExact(in, conv.depthMultiplier()));
        } else if (layer instanceof Layer.SeparableConv2D conv) {
            int in = inputs.get(0).channels();
            weights.put("depthwise_kernel",
                    Shape.of(conv.kernel().height(), conv.kernel().width(), in, conv.depthMultiplier()));
            weights.put("pointwise_kernel",
                    Shape.of(1, 1, Math.multiplyExact(in, conv.depthMultiplier()), conv.filters()));
            putBias(weights, conv.useBias(), conv.filters());
        } else if (layer instanceof Layer.Dense dense) {
            weights.put("kernel", Shape.of(inputs.get(0).channels(), dense.units()));
            putBias(weights, dense.useBias(), dense.units());
        } else if (layer instanceof Layer.BatchNormalization norm) {
            putScaleAndCenter(weights, norm.scale(), norm.center(), inputs.get(0).channels());
            weights.put("moving_mean", Shape.of(inputs.get(0).channels()));
            weights.put("moving_variance", Shape.of(inputs.get(0).channels()));
        } else if (layer instanceof Layer.LayerNormalization norm) {
            putScaleAndCenter(weights, norm.scale(), norm.center(), inputs.get(0).channels());
        } else if (layer instanceof Layer.Normalization) {
            weights.put("mean", Shape.of(inputs.get(0).channels()));
            weights.put("variance", Shape.of(inputs.get(0).channels()));
        } else if (layer instanceof Layer.PReLU prelu) {
            weights.put("alpha", alpha(prelu, inputs.get(0)));
        }
        return weights;
    }

    /** The shapes of all weights of a network by full name ({@code layer/weight}), in the order of its layers. */
    public static Map<String, Shape> of(Network network) {
        Map<String, Shape> weights = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            of(network, node.name()).forEach((weight, shape) -> weights.put(node.name() + "/" + weight, shape));
        }
        return weights;
    }

    /** The shapes of one layer's weights by short name. */
    public static Map<String, Shape> of(Network network, String layer) {
        Node node = network.node(layer);
        return of(node.layer(), node.inputs().stream().map(network::shapeOf).toList());
    }

    /**
     * True for statistics, which no stage ever trains.
     *
     * @param weight a short name ({@code moving_mean}) or a full one ({@code conv1_bn/moving_mean})
     */
    public static boolean neverTrainable(String weight) {
        return NEVER_TRAINABLE.contains(weight.substring(weight.lastIndexOf('/') + 1));
    }

    private static Shape alpha(Layer.PReLU prelu, Shape input) {
        List<Integer> dimensions = new ArrayList<>(input.dimensions());
        prelu.sharedAxes().forEach(axis -> dimensions.set(axis - 1, 1));
        return new Shape(dimensions);
    }

    private static void putBias(Map<String, Shape> weights, boolean used, int channels) {
        if (used) {
            weights.put("bias", Shape.of(channels));
        }
    }

    private static void putScaleAndCenter(Map<String, Shape> weights, boolean scale, boolean center, int channels) {
        if (scale) {
            weights.put("gamma", Shape.of(channels));
        }
        if (center) {
            weights.put("beta", Shape.of(channels));
        }
    }
}
