package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Interpolation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** Small networks for the tests of this package. */
public final class SampleNetworks {
    private static final Size ONE = Size.square(1);
    private static final Size TWO = Size.square(2);
    private static final Size THREE = Size.square(3);

    private SampleNetworks() {
    }

    /** Every layer type that a file can hold, several of a class in branches of different depth, and names with slashes. */
    public static Network everyLayer() {
        Chain net = new Chain(new Layer.Input("image", Shape.of(24, 20, 3)));
        net.add(new Layer.Rescaling("thaw_rescaling", List.of(1 / 127.5, 1 / 58.4, 0.017), List.of(-1.0, -0.7, -2.1)));
        net.add(new Layer.Normalization("normalization", false));
        net.add(new Layer.ZeroPadding2D("pad", 0, 1, 0, 1));
        net.add(new Layer.Conv2D("stem/conv", 6, THREE, TWO, Padding.VALID, ONE, 1, Activation.LINEAR, false));
        net.add(new Layer.BatchNormalization("stem/bn", 1.001e-5, 0.9, true, true));
        net.add(new Layer.ReLU("stem/relu6", 6, 0, 0));
        net.add(new Layer.DepthwiseConv2D("depthwise", THREE, ONE, Padding.SAME, ONE, 2, Activation.LINEAR, true));
        net.add(new Layer.BatchNormalization("no_gamma", 1e-3, 0.99, true, false));
        String trunk = net.add(new Layer.LeakyReLU("leaky", 0.1));
        // Written in another order than Keras's, which goes by depth: the numbers of the groups must follow Keras's.
        net.on(trunk).add(new Layer.Conv2D("long_1", 8, ONE, ONE, Padding.SAME, ONE, 1, Activation.RELU, true));
        net.add(new Layer.Conv2D("long_2", 8, THREE, ONE, Padding.SAME, TWO, 1, Activation.RELU6, true));
        String deep = net.add(new Layer.SeparableConv2D("separable", 8, THREE, ONE, Padding.SAME, ONE, 2, Activation.TANH, true));
        String shallow = net.on(trunk).add(new Layer.Conv2D("short", 8, ONE, ONE, Padding.SAME, ONE, 1, Activation.SWISH, true));
        String merged = net.merge(new Layer.Concatenate("concat"), shallow, deep);
        net.on(merged).add(new Layer.GlobalAveragePooling2D("squeeze", true));
        String gate = net.add(new Layer.Conv2D("excite", 16, ONE, ONE, Padding.VALID, ONE, 1, Activation.SIGMOID, true));
        String excited = net.merge(new Layer.Multiply("gate"), merged, gate);
        String added = net.merge(new Layer.Add("add"), merged, excited);
        String average = net.merge(new Layer.Average("average"), added, merged);
        String maximum = net.merge(new Layer.Maximum("maximum"), added, merged);
        net.merge(new Layer.Subtract("subtract"), average, maximum);
        net.add(new Layer.PReLU("prelu", List.of(1, 2)));
        net.add(new Layer.ELU("elu", 0.7));
        net.add(new Layer.LayerNormalization("layer_norm", 1e-6, true, true));
        net.add(new Layer.MaxPooling2D("max_pool", THREE, TWO, Padding.SAME));
        net.add(new Layer.AveragePooling2D("average_pool", TWO, ONE, Padding.SAME));
        net.add(new Layer.Dropout("stochastic_depth", 0.1, List.of(1, 1, 1)));
        net.add(new Layer.Dropout("rows", 0.1, List.of(0, 1, 1)));
        net.add(new Layer.UpSampling2D("up", TWO, Interpolation.NEAREST));
        net.add(new Layer.Cropping2D("crop", 1, 0, 0, 2));
        net.add(new Layer.SpatialDropout2D("spatial_dropout", 0.2));
        net.add(new Layer.Permute("permute", List.of(2, 1, 3)));
        Shape map = net.network().outputShape();
        net.add(new Layer.Reshape("reshape", Shape.of(map.get(0) * map.get(1), map.get(2))));
        net.add(new Layer.ActivationLayer("gelu", Activation.GELU));
        net.add(new Layer.Flatten("flatten"));
        net.add(new Layer.Dense("dense", 12, Activation.SOFTPLUS, true));
        net.add(new Layer.Dropout("dropout", 0.3));
        net.add(new Layer.Dense("predictions", 3, Activation.LINEAR, true));
        net.add(new Layer.Softmax("softmax"));
        return net.network();
    }

    /** Weights with the given seed; variances are positive. */
    public static Weights weights(Network network, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        LayerWeights.of(network).forEach((name, shape) -> {
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("variance") ? 0.5f + random.nextFloat() : 0.3f * (float) random.nextGaussian();
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return new Weights(tensors);
    }

    /** Adds layers one on the other. */
    static final class Chain {
        private final List<Node> nodes = new ArrayList<>();
        private String last;

        Chain(Layer.Input input) {
            nodes.add(new Node(input, List.of()));
            last = input.name();
        }

        Chain on(String layer) {
            last = layer;
            return this;
        }

        String add(Layer layer) {
            return merge(layer, last);
        }

        String merge(Layer layer, String... inputs) {
            nodes.add(new Node(layer, List.of(inputs)));
            last = layer.name();
            return last;
        }

        Network network() {
            return new Network("sample", nodes, last);
        }
    }
}
