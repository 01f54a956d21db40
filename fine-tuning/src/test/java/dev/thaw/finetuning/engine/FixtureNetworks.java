package dev.thaw.finetuning.engine;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Interpolation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** The networks of {@code engine_fixtures.py}, layer by layer. */
final class FixtureNetworks {
    private static final Size ONE = Size.square(1);
    private static final Size TWO = Size.square(2);
    private static final Size THREE = Size.square(3);

    private final List<Node> nodes = new ArrayList<>();

    private FixtureNetworks() {
    }

    static Network named(String name) {
        FixtureNetworks networks = new FixtureNetworks();
        switch (name) {
            case "mobile" -> networks.mobile();
            case "separable" -> networks.separable();
            case "fire" -> networks.fire();
            case "residual" -> networks.residual();
            case "resample" -> networks.resample();
            case "padded" -> networks.padded();
            default -> throw new IllegalArgumentException(name);
        }
        return new Network(name, networks.nodes, networks.nodes.get(networks.nodes.size() - 1).name());
    }

    private void mobile() {
        add(new Layer.Input("input", Shape.of(13, 12, 3)));
        then(new Layer.Rescaling("rescaling", List.of(0.5, 0.4, 0.3), List.of(0.1, -0.2, 0.3)));
        then(new Layer.ZeroPadding2D("pad", 0, 1, 0, 1));
        then(conv("conv1", 6, THREE, TWO, Padding.VALID, Activation.LINEAR, false));
        then(normalization("conv1_bn", true, true));
        then(new Layer.ReLU("conv1_relu", 6, 0, 0));
        then(depthwise("conv_dw_1", THREE, ONE, Padding.SAME, 1, Activation.LINEAR, false));
        then(normalization("conv_dw_1_bn", true, true));
        then(new Layer.ActivationLayer("conv_dw_1_relu", Activation.RELU6));
        then(conv("conv_pw_1", 8, ONE, ONE, Padding.VALID, Activation.LINEAR, true));
        then(normalization("conv_pw_1_bn", true, false));
        then(new Layer.ReLU("conv_pw_1_relu", Double.POSITIVE_INFINITY, 0, 0));
        then(depthwise("conv_dw_2", THREE, TWO, Padding.SAME, 2, Activation.LINEAR, true));
        then(normalization("conv_dw_2_bn", false, true));
        then(new Layer.ReLU("conv_dw_2_relu", Double.POSITIVE_INFINITY, 0, 0));
        then(new Layer.GlobalAveragePooling2D("pool", false));
        then(new Layer.Dense("predictions", 4, Activation.SOFTMAX, true));
    }

    private void separable() {
        add(new Layer.Input("input", Shape.of(11, 14, 2)));
        then(new Layer.SeparableConv2D("sep1", 5, THREE, TWO, Padding.SAME, ONE, 2, Activation.LINEAR, true));
        then(normalization("sep1_bn", true, true));
        then(new Layer.ActivationLayer("swish", Activation.SWISH));
        then(depthwise("dw", new Size(3, 2), ONE, Padding.VALID, 1, Activation.TANH, true));
        then(new Layer.LayerNormalization("ln", 1e-3, true, true));
        then(conv("conv", 6, new Size(2, 3), ONE, Padding.SAME, Activation.GELU, true));
        then(new Layer.SeparableConv2D("sep2", 7, THREE, ONE, Padding.VALID, ONE, 1, Activation.ELU, false));
        then(new Layer.GlobalMaxPooling2D("pool", false));
        then(new Layer.LayerNormalization("ln_vector", 1e-5, true, true));
        then(new Layer.Dense("hidden", 5, Activation.SELU, true));
        then(new Layer.Dense("predictions", 1, Activation.SIGMOID, true));
    }

    private void fire() {
        add(new Layer.Input("input", Shape.of(30, 27, 3)));
        then(conv("conv1", 6, THREE, TWO, Padding.VALID, Activation.RELU, true));
        then(new Layer.MaxPooling2D("max_valid", THREE, TWO, Padding.VALID));
        then(conv("squeeze", 4, ONE, ONE, Padding.VALID, Activation.RELU, true));
        add(conv("expand1", 5, ONE, ONE, Padding.VALID, Activation.RELU, true), "squeeze");
        add(conv("expand3", 6, THREE, ONE, Padding.SAME, Activation.RELU, true), "squeeze");
        add(new Layer.Concatenate("concat"), "expand1", "expand3");
        add(new Layer.MaxPooling2D("max_same_even", THREE, TWO, Padding.SAME), "concat");
        add(new Layer.AveragePooling2D("avg_same_even", THREE, TWO, Padding.SAME), "concat");
        add(new Layer.Concatenate("concat2"), "max_same_even", "avg_same_even", "max_same_even");
        add(new Layer.MaxPooling2D("max_same_odd", TWO, TWO, Padding.SAME), "concat2");
        add(new Layer.AveragePooling2D("avg_same_odd", TWO, TWO, Padding.SAME), "concat2");
        add(new Layer.AveragePooling2D("avg_valid", TWO, ONE, Padding.VALID), "concat2");
        add(new Layer.Add("add"), "max_same_odd", "avg_same_odd", "avg_valid");
        then(new Layer.Flatten("flatten"));
        then(new Layer.Dense("hidden", 6, Activation.LINEAR, false));
        then(normalization("hidden_bn", true, true));
        then(new Layer.ActivationLayer("hidden_relu", Activation.RELU));
        then(new Layer.Dense("logits", 3, Activation.LINEAR, true));
        then(new Layer.Softmax("softmax"));
    }

    private void residual() {
        add(new Layer.Input("input", Shape.of(8, 9, 3)));
        then(normalization("input_bn", true, true));
        then(conv("conv1", 6, THREE, ONE, Padding.SAME, Activation.LINEAR, true));
        then(normalization("conv1_bn", true, true));
        then(new Layer.PReLU("prelu", List.of(1, 2)));
        add(conv("conv2", 6, Size.square(5), ONE, Padding.SAME, Activation.HARD_SIGMOID, true), "conv1");
        add(new Layer.Add("add"), "prelu", "conv2", "conv1");
        then(new Layer.GlobalAveragePooling2D("squeeze", true));
        then(conv("se1", 3, ONE, ONE, Padding.VALID, Activation.SOFTPLUS, true));
        then(conv("se2", 6, ONE, ONE, Padding.VALID, Activation.SIGMOID, true));
        add(new Layer.Multiply("scale"), "add", "se2");
        add(new Layer.LeakyReLU("leaky", 0.2), "scale");
        add(new Layer.ELU("elu", 0.7), "scale");
        add(new Layer.ReLU("relu", 1.5, 0.1, 0.2), "scale");
        add(new Layer.ActivationLayer("softsign", Activation.SOFTSIGN), "conv2");
        add(new Layer.Maximum("maximum"), "leaky", "softsign");
        add(new Layer.Average("average"), "maximum", "elu", "relu");
        add(new Layer.ActivationLayer("exponential", Activation.EXPONENTIAL), "conv2");
        add(new Layer.Subtract("subtract"), "average", "exponential");
        then(new Layer.PReLU("prelu_full", List.of()));
        then(new Layer.GlobalMaxPooling2D("max", true));
        then(conv("classifier", 4, ONE, ONE, Padding.VALID, Activation.LINEAR, true));
        then(new Layer.Reshape("reshape", Shape.of(4)));
        then(new Layer.ActivationLayer("softmax", Activation.SOFTMAX));
    }

    private void resample() {
        add(new Layer.Input("input", Shape.of(6, 5, 3)));
        then(new Layer.Normalization("normalization", false));
        then(conv("conv1", 4, THREE, ONE, Padding.SAME, Activation.LINEAR, true));
        then(new Layer.UpSampling2D("nearest", new Size(2, 3), Interpolation.NEAREST));
        then(new Layer.Cropping2D("crop", 1, 2, 3, 1));
        then(new Layer.Conv2D("dilated", 4, THREE, ONE, Padding.SAME, TWO, 1, Activation.LINEAR, true));
        then(new Layer.AveragePooling2D("avg", TWO, TWO, Padding.VALID));
        then(new Layer.UpSampling2D("bilinear", new Size(2, 3), Interpolation.BILINEAR));
        then(new Layer.DepthwiseConv2D("dilated_dw", THREE, ONE, Padding.VALID, TWO, 1, Activation.LINEAR, true));
        then(new Layer.Permute("permute", List.of(2, 3, 1)));
        then(new Layer.Reshape("reshape", Shape.of(4, 11, 4)));
        then(new Layer.Dense("per_pixel", 3, Activation.RELU, true));
        then(new Layer.Flatten("flatten"));
        then(new Layer.Dense("logits", 2, Activation.LINEAR, true));
    }

    private void padded() {
        add(new Layer.Input("input", Shape.of(14, 11, 2)));
        then(new Layer.ZeroPadding2D("pad_symmetric", 2, 2, 2, 2));
        then(conv("conv_symmetric", 4, Size.square(5), TWO, Padding.VALID, Activation.TANH, true));
        then(new Layer.ZeroPadding2D("pad_as_same", 1, 1, 0, 1));
        then(depthwise("dw_as_same", THREE, TWO, Padding.VALID, 1, Activation.LINEAR, false));
        then(normalization("dw_as_same_bn", true, true));
        then(new Layer.ZeroPadding2D("pad_uneven", 2, 0, 0, 1));
        then(conv("conv_uneven", 5, THREE, ONE, Padding.VALID, Activation.TANH, true));
        then(new Layer.ZeroPadding2D("pad_shared", 1, 1, 1, 1));
        add(conv("conv_shared", 3, THREE, ONE, Padding.VALID, Activation.LINEAR, true), "pad_shared");
        add(new Layer.MaxPooling2D("max_shared", THREE, ONE, Padding.VALID), "pad_shared");
        add(new Layer.Concatenate("concat"), "conv_shared", "max_shared");
        then(new Layer.GlobalAveragePooling2D("pool", false));
        then(new Layer.Dense("predictions", 3, Activation.SOFTMAX, true));
    }

    private void add(Layer layer, String... inputs) {
        nodes.add(new Node(layer, List.of(inputs)));
    }

    private void then(Layer layer) {
        add(layer, nodes.get(nodes.size() - 1).name());
    }

    private static Layer conv(String name, int filters, Size kernel, Size strides, Padding padding, Activation activation,
            boolean useBias) {
        return new Layer.Conv2D(name, filters, kernel, strides, padding, ONE, 1, activation, useBias);
    }

    private static Layer depthwise(String name, Size kernel, Size strides, Padding padding, int multiplier,
            Activation activation, boolean useBias) {
        return new Layer.DepthwiseConv2D(name, kernel, strides, padding, ONE, multiplier, activation, useBias);
    }

    private static Layer normalization(String name, boolean center, boolean scale) {
        return new Layer.BatchNormalization(name, 1e-3, 0.99, center, scale);
    }
}
