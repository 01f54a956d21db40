package dev.thaw.finetuning.export.onnx;

import java.util.List;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** Pooling, and layers that move pixels: padding and cropping. */
final class PoolingOperators {
    private final OnnxGraph graph;

    PoolingOperators(OnnxGraph graph) {
        this.graph = graph;
    }

    String max(Layer.MaxPooling2D layer, String x, Shape in) {
        return pool("MaxPool", x, in, layer.pool(), layer.strides(), layer.padding());
    }

    /** What was padded does not count, unless ONNX is told that it does. */
    String average(Layer.AveragePooling2D layer, String x, Shape in) {
        return pool("AveragePool", x, in, layer.pool(), layer.strides(), layer.padding());
    }

    private String pool(String type, String x, Shape in, Size pool, Size strides, Padding padding) {
        return graph.add(type, x, OnnxProto.attribute("kernel_shape", Windows.sides(pool)),
                OnnxProto.attribute("strides", Windows.sides(strides)),
                OnnxProto.attribute("pads", Windows.pads(in, pool, strides, Size.square(1), padding)));
    }

    /** @param type {@code GlobalAveragePool} or {@code GlobalMaxPool} */
    String global(String type, String x, boolean keepDimensions) {
        String pooled = graph.add(type, x);
        return keepDimensions ? pooled : graph.add("Flatten", pooled, OnnxProto.attribute("axis", 1));
    }

    /**
     * @param merging whether ONNX Runtime may merge it with what reads it. It does so with pooling too (seen in 1.31), and then pads with
     *        minus infinity for a maximum and refuses borders as wide as the window for an average, unless another operator stands between
     */
    String pad(Layer.ZeroPadding2D layer, String x, boolean merging) {
        List<Integer> pads = List.of(0, 0, layer.top(), layer.left(), 0, 0, layer.bottom(), layer.right());
        String padded = graph.add("Pad", List.of(x, graph.integers(pads)));
        return merging ? padded : graph.add("Max", padded);
    }

    String crop(Layer.Cropping2D layer, String x, Shape in) {
        String starts = graph.integers(List.of(layer.top(), layer.left()));
        String ends = graph.integers(List.of(in.get(0) - layer.bottom(), in.get(1) - layer.right()));
        return graph.add("Slice", List.of(x, starts, ends, graph.integers(List.of(2, 3))));
    }
}
