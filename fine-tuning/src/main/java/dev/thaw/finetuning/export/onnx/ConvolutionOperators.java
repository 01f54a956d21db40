package dev.thaw.finetuning.export.onnx;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** Convolutions and dense layers. */
final class ConvolutionOperators {
    private static final Size ONE = Size.square(1);
    private final OnnxGraph graph;

    ConvolutionOperators(OnnxGraph graph) {
        this.graph = graph;
    }

    String convolution(Layer.Conv2D layer, String x, Shape in) {
        String y = convolution(x, in, "kernel", layer.useBias(), layer.groups(), layer.kernel(), layer.strides(),
                layer.dilation(), layer.padding());
        return ActivationOperators.apply(graph, layer.activation(), y, in);
    }

    String depthwise(Layer.DepthwiseConv2D layer, String x, Shape in) {
        String y = convolution(x, in, "depthwise_kernel", layer.useBias(), in.channels(), layer.kernel(), layer.strides(),
                layer.dilation(), layer.padding());
        return ActivationOperators.apply(graph, layer.activation(), y, in);
    }

    String separable(Layer.SeparableConv2D layer, String x, Shape in) {
        String depth = convolution(x, in, "depthwise_kernel", false, in.channels(), layer.kernel(), layer.strides(),
                layer.dilation(), layer.padding());
        String y = convolution(depth, in, "pointwise_kernel", layer.useBias(), 1, ONE, ONE, ONE, Padding.VALID);
        return ActivationOperators.apply(graph, layer.activation(), y, in);
    }

    /** On the last axis of Keras; on a map, that is a convolution of 1 x 1. */
    String dense(Layer.Dense layer, String x, Shape in) {
        String y = Axes.isMap(in)
                ? convolution(x, in, "kernel", layer.useBias(), 1, ONE, ONE, ONE, Padding.VALID)
                : product(layer, x);
        return ActivationOperators.apply(graph, layer.activation(), y, in);
    }

    private String product(Layer.Dense layer, String x) {
        String product = graph.add("MatMul", List.of(x, graph.weight("kernel")));
        return layer.useBias() ? graph.add("Add", List.of(product, graph.weight("bias"))) : product;
    }

    private String convolution(String x, Shape in, String kernel, boolean useBias, int groups, Size size, Size strides,
            Size dilation, Padding padding) {
        List<String> inputs = new ArrayList<>(List.of(x, graph.weight(kernel)));
        if (useBias) {
            inputs.add(graph.weight("bias"));
        }
        return graph.add("Conv", inputs, OnnxProto.attribute("kernel_shape", Windows.sides(size)),
                OnnxProto.attribute("strides", Windows.sides(strides)),
                OnnxProto.attribute("dilations", Windows.sides(dilation)),
                OnnxProto.attribute("pads", Windows.pads(in, size, strides, dilation, padding)),
                OnnxProto.attribute("group", groups));
    }
}
