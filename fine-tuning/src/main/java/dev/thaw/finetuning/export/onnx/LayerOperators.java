package dev.thaw.finetuning.export.onnx;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;

/** Says a layer in ONNX operators. */
final class LayerOperators {
    private final Network network;
    private final OnnxGraph graph;
    private final ConvolutionOperators convolutions;
    private final PoolingOperators poolings;
    private final ResamplingOperators resampling;
    private final NormalizationOperators normalizations;

    LayerOperators(Network network, OnnxGraph graph) {
        this.network = network;
        this.graph = graph;
        this.convolutions = new ConvolutionOperators(graph);
        this.poolings = new PoolingOperators(graph);
        this.resampling = new ResamplingOperators(graph);
        this.normalizations = new NormalizationOperators(graph);
    }

    /** Adds the layer's operators; returns the name of its output. */
    String add(Node node) {
        Layer layer = node.layer();
        Shape out = network.shapeOf(node.name());
        if (layer instanceof Layer.Input) {
            return Axes.fromKeras(graph, graph.written(), out);
        }
        List<String> inputs = node.inputs().stream().map(graph::valueOf).toList();
        if (inputs.size() > 1) {
            return merge(layer, inputs, out);
        }
        String x = inputs.get(0);
        Shape in = network.shapeOf(node.inputs().get(0));
        String result = weighted(layer, x, in);
        result = result != null ? result : places(layer, x, in, out);
        result = result != null ? result : pointwise(layer, x, in);
        if (result == null) {
            throw new IllegalArgumentException("has no counterpart in ONNX: replace it, or cut the network below it");
        }
        return result;
    }

    private String merge(Layer layer, List<String> inputs, Shape out) {
        if (layer instanceof Layer.Add) {
            return folded("Add", inputs);
        }
        if (layer instanceof Layer.Multiply) {
            return folded("Mul", inputs);
        }
        if (layer instanceof Layer.Subtract) {
            return graph.add("Sub", inputs);
        }
        if (layer instanceof Layer.Average) {
            return graph.add("Mean", inputs);
        }
        if (layer instanceof Layer.Maximum) {
            return graph.add("Max", inputs);
        }
        if (layer instanceof Layer.Concatenate) {
            return graph.add("Concat", inputs, OnnxProto.attribute("axis", Axes.channels(out)));
        }
        throw new IllegalArgumentException("merges its inputs in a way that has no counterpart in ONNX: replace it");
    }

    private String folded(String type, List<String> inputs) {
        return inputs.stream().reduce((one, other) -> graph.add(type, List.of(one, other))).orElseThrow();
    }

    /** Layers with weights; null if it is none of them. */
    private String weighted(Layer layer, String x, Shape in) {
        if (layer instanceof Layer.Conv2D conv) {
            return convolutions.convolution(conv, x, in);
        }
        if (layer instanceof Layer.DepthwiseConv2D conv) {
            return convolutions.depthwise(conv, x, in);
        }
        if (layer instanceof Layer.SeparableConv2D conv) {
            return convolutions.separable(conv, x, in);
        }
        if (layer instanceof Layer.Dense dense) {
            return convolutions.dense(dense, x, in);
        }
        if (layer instanceof Layer.BatchNormalization norm) {
            return normalizations.batch(norm, x, in);
        }
        if (layer instanceof Layer.LayerNormalization norm) {
            return normalizations.layer(norm, x, in);
        }
        if (layer instanceof Layer.Normalization) {
            return normalizations.statistics(x);
        }
        return layer instanceof Layer.PReLU ? graph.add("PRelu", List.of(x, graph.weight("alpha"))) : null;
    }

    /** Layers that look at places and move them; null if it is none of them. */
    private String places(Layer layer, String x, Shape in, Shape out) {
        if (layer instanceof Layer.MaxPooling2D pool) {
            return poolings.max(pool, x, in);
        }
        if (layer instanceof Layer.AveragePooling2D pool) {
            return poolings.average(pool, x, in);
        }
        if (layer instanceof Layer.GlobalAveragePooling2D pool) {
            return poolings.global("GlobalAveragePool", x, pool.keepDimensions());
        }
        if (layer instanceof Layer.GlobalMaxPooling2D pool) {
            return poolings.global("GlobalMaxPool", x, pool.keepDimensions());
        }
        if (layer instanceof Layer.ZeroPadding2D pad) {
            return poolings.pad(pad, x, onlyConvolved(pad));
        }
        if (layer instanceof Layer.Cropping2D crop) {
            return poolings.crop(crop, x, in);
        }
        if (layer instanceof Layer.UpSampling2D up) {
            return resampling.upSample(up, x, in);
        }
        if (layer instanceof Layer.Resizing resizing) {
            return resampling.resize(resizing, x, in);
        }
        if (layer instanceof Layer.CenterCrop crop) {
            return resampling.crop(crop, x, in);
        }
        if (layer instanceof Layer.Flatten || layer instanceof Layer.Reshape) {
            return in.equals(out) ? x : Axes.reshape(graph, x, in, out);
        }
        return layer instanceof Layer.Permute permute ? permute(permute, x, in) : null;
    }

    /** Whether all that read it are convolutions; layers that do nothing may stand between others and what reads them. */
    private boolean onlyConvolved(Layer.ZeroPadding2D layer) {
        return network.nodes().stream().filter(node -> node.inputs().contains(layer.name())).map(Node::layer)
                .allMatch(reader -> reader instanceof Layer.Conv2D || reader instanceof Layer.DepthwiseConv2D
                        || reader instanceof Layer.SeparableConv2D);
    }

    private String permute(Layer.Permute layer, String x, Shape in) {
        List<Integer> order = new ArrayList<>(List.of(0));
        order.addAll(layer.dimensions()); // Keras counts from 1, after the batch
        String moved = graph.add("Transpose", Axes.toKeras(graph, x, in), OnnxProto.attribute("perm", order));
        return Axes.fromKeras(graph, moved, in); // of the same rank
    }

    /** Layers that look at one number or one pixel at a time; null if it is none of them. */
    private String pointwise(Layer layer, String x, Shape in) {
        if (layer instanceof Layer.ActivationLayer activation) {
            return ActivationOperators.apply(graph, activation.activation(), x, in);
        }
        if (layer instanceof Layer.Softmax) {
            return ActivationOperators.softmax(graph, x, in);
        }
        if (layer instanceof Layer.ReLU relu) {
            return ActivationOperators.relu(graph, relu, x);
        }
        if (layer instanceof Layer.LeakyReLU leaky) {
            return ActivationOperators.leakyRelu(graph, x, leaky.negativeSlope());
        }
        if (layer instanceof Layer.ELU elu) {
            return ActivationOperators.elu(graph, x, elu.alpha());
        }
        if (layer instanceof Layer.Rescaling rescaling) {
            return normalizations.rescaling(rescaling, x, in);
        }
        // what only training does
        return layer instanceof Layer.Dropout || layer instanceof Layer.SpatialDropout2D ? x : null;
    }
}
