package dev.thaw.finetuning.keras.applications;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.KerasOrder;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.ShapeInference;
import dev.thaw.finetuning.network.Size;

/**
 * Puts layers one upon another, as calls of Keras layers do: each method adds a layer on the output of the layer
 * {@code from} and returns its name. Layers to which Keras gives no name get those of a fresh Keras session
 * ({@code conv2d}, {@code conv2d_1}, ...).
 */
final class NetworkBuilder {
    private final String name;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Integer> automaticNames = new HashMap<>();

    NetworkBuilder(String name) {
        this.name = name;
    }

    /** The network of all layers that the output needs, in Keras's order. */
    Network build(String output) {
        Network network = new Network(name, nodes, output);
        return new Network(name, KerasOrder.of(network), output);
    }

    Shape shapeOf(String layer) {
        return shapes.get(layer);
    }

    /** The name that Keras gives to the next layer of a class. */
    String automatic(String kind) {
        int number = automaticNames.merge(kind, 1, Integer::sum) - 1;
        return number == 0 ? kind : kind + "_" + number;
    }

    String add(Layer layer, String... from) {
        List<Shape> inputs = Arrays.stream(from).map(shapes::get).toList();
        shapes.put(layer.name(), ShapeInference.outputOf(layer, inputs));
        nodes.add(new Node(layer, List.of(from)));
        return layer.name();
    }

    /** RGB images. */
    String input(int height, int width) {
        return add(new Layer.Input("input_layer", Shape.of(height, width, 3)));
    }

    String conv(String layer, String from, int filters, int kernel, int stride, Padding padding, boolean useBias) {
        return conv(layer, from, filters, Size.square(kernel), stride, padding, Activation.LINEAR, useBias);
    }

    String conv(String layer, String from, int filters, Size kernel, int stride, Padding padding, Activation activation,
            boolean useBias) {
        return add(new Layer.Conv2D(layer, filters, kernel, Size.square(stride), padding, Size.square(1), 1, activation, useBias),
                from);
    }

    /** Without bias. */
    String depthwise(String layer, String from, int kernel, int stride, Padding padding) {
        return add(new Layer.DepthwiseConv2D(layer, Size.square(kernel), Size.square(stride), padding, Size.square(1), 1,
                Activation.LINEAR, false), from);
    }

    /** Without bias. */
    String separable(String layer, String from, int filters, int kernel, int stride, Padding padding) {
        return add(new Layer.SeparableConv2D(layer, filters, Size.square(kernel), Size.square(stride), padding, Size.square(1),
                1, Activation.LINEAR, false), from);
    }

    String normalization(String layer, String from, double epsilon, double momentum) {
        return add(new Layer.BatchNormalization(layer, epsilon, momentum, true, true), from);
    }

    String activation(String layer, String from, Activation activation) {
        return add(new Layer.ActivationLayer(layer, activation), from);
    }

    String relu(String layer, String from) {
        return activation(layer, from, Activation.RELU);
    }

    /** A layer of class ReLU with the maximum 6. */
    String relu6(String layer, String from) {
        return add(new Layer.ReLU(layer, 6, 0, 0), from);
    }

    /** As much on each side. */
    String pad(String layer, String from, int sides) {
        return add(new Layer.ZeroPadding2D(layer, sides, sides, sides, sides), from);
    }

    /** So that a convolution with stride 2 and without padding pads as PyTorch does ({@code imagenet_utils.correct_pad}). */
    String correctPad(String layer, String from, int kernel) {
        int after = kernel / 2;
        int top = after - (1 - shapeOf(from).get(0) % 2);
        int left = after - (1 - shapeOf(from).get(1) % 2);
        return add(new Layer.ZeroPadding2D(layer, top, after, left, after), from);
    }

    String maxPool(String layer, String from, int pool, int stride, Padding padding) {
        return add(new Layer.MaxPooling2D(layer, Size.square(pool), Size.square(stride), padding), from);
    }

    String averagePool(String layer, String from, int pool, int stride, Padding padding) {
        return add(new Layer.AveragePooling2D(layer, Size.square(pool), Size.square(stride), padding), from);
    }

    /** The classifier that most families share: the mean of the feature map, then softmax over the classes. */
    String averageAndClassify(String pooling, String from, int classes) {
        String x = add(new Layer.GlobalAveragePooling2D(pooling, false), from);
        return classify(x, classes);
    }

    String classify(String from, int classes) {
        return add(new Layer.Dense("predictions", classes, Activation.SOFTMAX, true), from);
    }
}
