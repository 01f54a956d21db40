package dev.thaw.finetuning.export.onnx;

import java.util.List;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Shape;

/** Activation functions, as Keras defines them. */
final class ActivationOperators {
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_SCALE = 1.0507009873554805;

    private ActivationOperators() {
    }

    /** @param shape of x, or of any value of the same rank */
    static String apply(OnnxGraph graph, Activation activation, String x, Shape shape) {
        return switch (activation) {
            case LINEAR -> x;
            case RELU -> graph.add("Relu", x);
            case RELU6 -> clip(graph, x, 0, 6);
            case SIGMOID -> graph.add("Sigmoid", x);
            case SOFTMAX -> softmax(graph, x, shape);
            case TANH -> graph.add("Tanh", x);
            case SWISH -> graph.add("Mul", List.of(x, graph.add("Sigmoid", x)));
            case GELU -> gelu(graph, x);
            case ELU -> elu(graph, x, 1);
            case SELU -> graph.add("Selu", x, OnnxProto.attribute("alpha", SELU_ALPHA), OnnxProto.attribute("gamma", SELU_SCALE));
            case SOFTPLUS -> graph.add("Softplus", x);
            case SOFTSIGN -> graph.add("Softsign", x);
            case EXPONENTIAL -> graph.add("Exp", x);
            case LEAKY_RELU -> leakyRelu(graph, x, 0.2);
            case HARD_SILU -> graph.add("HardSwish", x);
            case HARD_TANH -> clip(graph, x, -1, 1);
            case HARD_SHRINK -> shrink(graph, x, 0);
            case SOFT_SHRINK -> shrink(graph, x, 0.5);
            case TANH_SHRINK -> graph.add("Sub", List.of(x, graph.add("Tanh", x)));
            case MISH -> graph.add("Mul", List.of(x, graph.add("Tanh", graph.add("Softplus", x))));
            case SQUAREPLUS -> squareplus(graph, x);
            case SPARSE_SIGMOID -> hardSigmoid(graph, x, 0.5);
            case SPARSE_PLUS -> sparsePlus(graph, x);
            case LOG_SIGMOID -> graph.add("Neg", graph.add("Softplus", graph.add("Neg", x)));
            case LOG_SOFTMAX -> graph.add("LogSoftmax", x, OnnxProto.attribute("axis", Axes.channels(shape)));
            case HARD_SIGMOID_KERAS_2 -> hardSigmoid(graph, x, 0.2);
            case HARD_SIGMOID -> hardSigmoid(graph, x, 1.0 / 6);
        };
    }

    static String softmax(OnnxGraph graph, String x, Shape shape) {
        return graph.add("Softmax", x, OnnxProto.attribute("axis", Axes.channels(shape)));
    }

    static String leakyRelu(OnnxGraph graph, String x, double negativeSlope) {
        return graph.add("LeakyRelu", x, OnnxProto.attribute("alpha", negativeSlope));
    }

    static String elu(OnnxGraph graph, String x, double alpha) {
        return graph.add("Elu", x, OnnxProto.attribute("alpha", alpha));
    }

    /** Keras's ReLU with its three parameters. */
    static String relu(OnnxGraph graph, Layer.ReLU layer, String x) {
        boolean bounded = Double.isFinite(layer.maxValue());
        if (layer.threshold() == 0 && layer.negativeSlope() == 0) {
            return bounded ? clip(graph, x, 0, layer.maxValue()) : graph.add("Relu", x);
        }
        String threshold = graph.number(layer.threshold());
        String above = graph.add("GreaterOrEqual", List.of(x, threshold));
        String kept = bounded ? graph.add("Min", List.of(x, graph.number(layer.maxValue()))) : x;
        String below = graph.add("Mul",
                List.of(graph.add("Sub", List.of(x, threshold)), graph.number(layer.negativeSlope())));
        return graph.add("Where", List.of(above, kept, below));
    }

    private static String clip(OnnxGraph graph, String x, double least, double most) {
        return graph.add("Clip", List.of(x, graph.number(least), graph.number(most)));
    }

    /** {@code x / 2 * (1 + erf(x / sqrt(2)))}; the operator of that name came with opset 20. */
    private static String gelu(OnnxGraph graph, String x) {
        String erf = graph.add("Erf", graph.add("Mul", List.of(x, graph.number(Math.sqrt(0.5)))));
        String half = graph.add("Mul", List.of(x, graph.number(0.5)));
        return graph.add("Mul", List.of(half, graph.add("Add", List.of(erf, graph.number(1)))));
    }

    private static String hardSigmoid(OnnxGraph graph, String x, double slope) {
        return graph.add("HardSigmoid", x, OnnxProto.attribute("alpha", slope), OnnxProto.attribute("beta", 0.5));
    }

    /** Zero within 0.5 of zero. @param nearer by how much all others come nearer to zero */
    private static String shrink(OnnxGraph graph, String x, double nearer) {
        return graph.add("Shrink", x, OnnxProto.attribute("lambd", 0.5), OnnxProto.attribute("bias", nearer));
    }

    private static String squareplus(OnnxGraph graph, String x) {
        String square = graph.add("Add", List.of(graph.add("Mul", List.of(x, x)), graph.number(4)));
        String sum = graph.add("Add", List.of(x, graph.add("Sqrt", square)));
        return graph.add("Mul", List.of(sum, graph.number(0.5)));
    }

    /** A square up to 1, then on with its slope there. */
    private static String sparsePlus(OnnxGraph graph, String x) {
        String root = hardSigmoid(graph, x, 0.5);
        String above = graph.add("Relu", graph.add("Sub", List.of(x, graph.number(1))));
        return graph.add("Add", List.of(graph.add("Mul", List.of(root, root)), above));
    }
}
