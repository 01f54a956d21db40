package dev.thaw.finetuning.export.onnx;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.network.Shape;

/** Where the axes of Keras are inside the graph: feature maps (height, width, channels) are NCHW there, all others as they were. */
final class Axes {
    private static final List<Integer> TO_KERAS = List.of(0, 2, 3, 1);
    private static final List<Integer> FROM_KERAS = List.of(0, 3, 1, 2);

    private Axes() {
    }

    static boolean isMap(Shape shape) {
        return shape.rank() == 3;
    }

    /** The axis of the channels. */
    static int channels(Shape shape) {
        return isMap(shape) ? 1 : shape.rank();
    }

    /** The dimensions of a constant with one number for each channel, which broadcasts. */
    static List<Integer> perChannel(Shape shape, int channels) {
        return isMap(shape) ? List.of(channels, 1, 1) : List.of(channels);
    }

    /** The value in the order of Keras. */
    static String toKeras(OnnxGraph graph, String x, Shape shape) {
        return isMap(shape) ? graph.add("Transpose", x, OnnxProto.attribute("perm", TO_KERAS)) : x;
    }

    static String fromKeras(OnnxGraph graph, String x, Shape shape) {
        return isMap(shape) ? graph.add("Transpose", x, OnnxProto.attribute("perm", FROM_KERAS)) : x;
    }

    /** The same numbers, counted in Keras's order, with another shape. */
    static String reshape(OnnxGraph graph, String x, Shape from, Shape to) {
        String row = isSame(from) ? x : toKeras(graph, x, from);
        if (isMap(to) && isSame(to)) {
            return dimensions(graph, row, List.of(to.channels(), to.get(0), to.get(1)));
        }
        return fromKeras(graph, dimensions(graph, row, to.dimensions()), to);
    }

    /** True if the numbers lie in the same order in the graph as in Keras. */
    private static boolean isSame(Shape shape) {
        return !isMap(shape) || shape.channels() == 1 || shape.get(0) * shape.get(1) == 1;
    }

    private static String dimensions(OnnxGraph graph, String x, List<Integer> dimensions) {
        List<Integer> target = new ArrayList<>();
        target.add(0); // the batch as it is
        target.addAll(dimensions);
        return graph.add("Reshape", List.of(x, graph.integers(target)));
    }
}
