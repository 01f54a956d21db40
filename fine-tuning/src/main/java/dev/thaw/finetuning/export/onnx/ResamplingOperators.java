package dev.thaw.finetuning.export.onnx;

import java.util.List;
import java.util.stream.IntStream;

import dev.thaw.finetuning.network.Interpolation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.ResizedAxis;
import dev.thaw.finetuning.network.ResizedMap;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** Maps at another size. */
final class ResamplingOperators {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    private final OnnxGraph graph;

    ResamplingOperators(OnnxGraph graph) {
        this.graph = graph;
    }

    String upSample(Layer.UpSampling2D layer, String x, Shape in) {
        return layer.interpolation() == Interpolation.NEAREST
                ? graph.add("Resize", List.of(x, "", scales(layer.size().height(), layer.size().width())),
                        OnnxProto.attribute("mode", "nearest"),
                        OnnxProto.attribute("coordinate_transformation_mode", "asymmetric"),
                        OnnxProto.attribute("nearest_mode", "floor"))
                : resize(ResizedMap.of(layer, in), x);
    }

    String resize(Layer.Resizing layer, String x, Shape in) {
        return resize(ResizedMap.of(layer, in), x);
    }

    String crop(Layer.CenterCrop layer, String x, Shape in) {
        Size target = layer.target();
        return in.get(0) >= target.height() && in.get(1) >= target.width()
                ? slice(x, (in.get(0) - target.height()) / 2, (in.get(1) - target.width()) / 2, target)
                : resize(ResizedMap.of(layer, in), x);
    }

    private String resize(ResizedMap map, String x) {
        ResizedAxis rows = map.rows();
        ResizedAxis columns = map.columns();
        boolean plain = map.inside() && !rows.smoothed();
        if (plain && rows.interpolation() == Interpolation.NEAREST) {
            return nearest(nearest(x, ROWS, rows), COLUMNS, columns);
        }
        return plain && rows.interpolation() == Interpolation.BILINEAR ? linear(map, x) : products(map, x);
    }

    private String linear(ResizedMap map, String x) {
        ResizedAxis rows = map.rows();
        ResizedAxis columns = map.columns();
        boolean whole = rows.length() == rows.size() && columns.length() == columns.size();
        String part = whole ? x : slice(x, rows.start(), columns.start(), new Size(rows.length(), columns.length()));
        return graph.add("Resize", List.of(part, "", scales(scale(rows), scale(columns))),
                OnnxProto.attribute("mode", "linear"),
                OnnxProto.attribute("coordinate_transformation_mode", "half_pixel"));
    }

    /** With one matrix per direction: ONNX's Resize widens no kernels at this opset, knows no Lanczos, and runtimes differ in cubic borders. */
    private String products(ResizedMap map, String x) {
        ResizedAxis rows = map.rows();
        ResizedAxis columns = map.columns();
        String wide = graph.add("MatMul",
                List.of(x, graph.numbers(List.of(columns.size(), columns.target()), columns.weights())));
        String turned = graph.add("Transpose", graph.numbers(List.of(rows.size(), rows.target()), rows.weights()),
                OnnxProto.attribute("perm", List.of(1, 0)));
        String resized = graph.add("MatMul", List.of(turned, wide));
        return map.inside() || map.filling() == 0
                ? resized
                : graph.add("Add",
                        List.of(resized, graph.numbers(List.of(1, 1, rows.target(), columns.target()), map.fillings())));
    }

    private String slice(String x, int top, int left, Size part) {
        String starts = graph.integers(List.of(top, left));
        String ends = graph.integers(List.of(top + part.height(), left + part.width()));
        return graph.add("Slice", List.of(x, starts, ends, graph.integers(List.of(ROWS, COLUMNS))));
    }

    /** Picked one by one: a scale that is no float would lead to another pixel where two are equally near. */
    private String nearest(String x, int dimension, ResizedAxis axis) {
        List<Integer> sources = IntStream.range(0, axis.target()).mapToObj(axis::nearest).toList();
        return graph.add("Gather", List.of(x, graph.integers(sources)), OnnxProto.attribute("axis", dimension));
    }

    private String scales(float rows, float columns) {
        return graph.numbers(List.of(4), 1, 1, rows, columns);
    }

    /** Runtimes round the size that it leads to down. */
    private static float scale(ResizedAxis axis) {
        float scale = (float) axis.target() / axis.length();
        return (int) (scale * axis.length()) < axis.target() ? Math.nextUp(scale) : scale;
    }
}
