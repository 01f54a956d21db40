package dev.thaw.finetuning.export.onnx;

import java.util.Arrays;
import java.util.List;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Shape;

/** Layers that shift and scale. */
final class NormalizationOperators {
    private final OnnxGraph graph;

    NormalizationOperators(OnnxGraph graph) {
        this.graph = graph;
    }

    /** Not folded into the convolution before it: runtimes do that as they load, and the file keeps the weights as they are. */
    String batch(Layer.BatchNormalization layer, String x, Shape in) {
        int channels = in.channels();
        String gamma = layer.scale() ? graph.weight("gamma") : graph.numbers(List.of(channels), repeated(1, channels));
        String beta = layer.center() ? graph.weight("beta") : graph.numbers(List.of(channels), repeated(0, channels));
        // the operator takes axis 1 for the channels, which is the last one of a row of Keras's too
        boolean secondToLast = in.rank() != 1 && !Axes.isMap(in);
        String moved = secondToLast ? transposed(x, in.rank()) : x;
        String y = graph.add("BatchNormalization",
                List.of(moved, gamma, beta, graph.weight("moving_mean"), graph.weight("moving_variance")),
                OnnxProto.attribute("epsilon", layer.epsilon()));
        return secondToLast ? transposed(y, in.rank()) : y;
    }

    /** Axis 1 and the last one change places. */
    private String transposed(String x, int last) {
        Integer[] order = new Integer[last + 1];
        Arrays.setAll(order, axis -> axis == 1 ? last : axis == last ? 1 : axis);
        return graph.add("Transpose", x, OnnxProto.attribute("perm", List.of(order)));
    }

    /** In steps, since ONNX's own operator normalizes over the last axes only, and the channels of a map are not last. */
    String layer(Layer.LayerNormalization layer, String x, Shape in) {
        ProtoMessage axis = OnnxProto.attribute("axes", List.of(Axes.channels(in)));
        String centered = graph.add("Sub", List.of(x, graph.add("ReduceMean", x, axis)));
        String variance = graph.add("ReduceMean", graph.add("Mul", List.of(centered, centered)), axis);
        String deviation = graph.add("Sqrt", graph.add("Add", List.of(variance, graph.number(layer.epsilon()))));
        String y = graph.add("Div", List.of(centered, deviation));
        if (layer.scale()) {
            y = graph.add("Mul", List.of(y, graph.weight("gamma")));
        }
        return layer.center() ? graph.add("Add", List.of(y, graph.weight("beta"))) : y;
    }

    String statistics(String x) {
        String centered = graph.add("Sub", List.of(x, graph.weight("mean")));
        String deviation = graph.add("Sqrt", graph.weight("variance"));
        return graph.add("Div", List.of(centered, graph.add("Max", List.of(deviation, graph.number(1e-7)))));
    }

    String rescaling(Layer.Rescaling layer, String x, Shape in) {
        String scaled = graph.add("Mul", List.of(x, constant(layer.scale(), in)));
        return layer.offset().stream().allMatch(offset -> offset == 0)
                ? scaled
                : graph.add("Add", List.of(scaled, constant(layer.offset(), in)));
    }

    private String constant(List<Double> values, Shape in) {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).floatValue();
        }
        return graph.numbers(Axes.perChannel(in, numbers.length), numbers);
    }

    private static float[] repeated(float value, int count) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }
}
