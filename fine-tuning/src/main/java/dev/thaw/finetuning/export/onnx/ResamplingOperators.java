package dev.thaw.finetuning.export.onnx;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** Maps at another size. Positions are half-pixel-centred and the border is repeated, as in Keras. */
final class ResamplingOperators {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    private final OnnxGraph graph;

    ResamplingOperators(OnnxGraph graph) {
        this.graph = graph;
    }

    String upSample(Layer.UpSampling2D layer, String x) {
        return layer.bilinear()
                ? linear(x, layer.size().height(), layer.size().width())
                : graph.add("Resize", List.of(x, "", scales(layer.size().height(), layer.size().width())),
                        OnnxProto.attribute("mode", "nearest"),
                        OnnxProto.attribute("coordinate_transformation_mode", "asymmetric"),
                        OnnxProto.attribute("nearest_mode", "floor"));
    }

    String resize(Layer.Resizing layer, String x, Shape in) {
        return layer.cropToAspectRatio()
                ? resizeMiddle(layer.bilinear(), x, in, layer.target())
                : resize(layer.bilinear(), x, new Size(in.get(0), in.get(1)), layer.target());
    }

    String crop(Layer.CenterCrop layer, String x, Shape in) {
        boolean fits = in.get(0) >= layer.target().height() && in.get(1) >= layer.target().width();
        return fits ? middle(x, in, layer.target()) : resizeMiddle(true, x, in, layer.target());
    }

    /** The largest middle part with the target's aspect ratio ({@code keras.utils.image_utils.smart_resize}). */
    private String resizeMiddle(boolean bilinear, String x, Shape in, Size target) {
        int height = (int) ((double) in.get(1) * target.height() / target.width());
        int width = (int) ((double) in.get(0) * target.width() / target.height());
        Size part = new Size(Math.max(Math.min(in.get(0), height), 1), Math.max(Math.min(in.get(1), width), 1));
        return resize(bilinear, middle(x, in, part), part, target);
    }

    private String middle(String x, Shape in, Size part) {
        int top = (in.get(0) - part.height()) / 2;
        int left = (in.get(1) - part.width()) / 2;
        String starts = graph.integers(List.of(top, left));
        String ends = graph.integers(List.of(top + part.height(), left + part.width()));
        return graph.add("Slice", List.of(x, starts, ends, graph.integers(List.of(ROWS, COLUMNS))));
    }

    private String resize(boolean bilinear, String x, Size from, Size to) {
        return bilinear
                ? linear(x, scale(from.height(), to.height()), scale(from.width(), to.width()))
                : nearest(nearest(x, ROWS, from.height(), to.height()), COLUMNS, from.width(), to.width());
    }

    private String linear(String x, float rows, float columns) {
        return graph.add("Resize", List.of(x, "", scales(rows, columns)), OnnxProto.attribute("mode", "linear"),
                OnnxProto.attribute("coordinate_transformation_mode", "half_pixel"));
    }

    /** Picked one by one: a scale that is no float would lead to another pixel where two are equally near. */
    private String nearest(String x, int axis, int from, int to) {
        List<Integer> sources = new ArrayList<>();
        for (int target = 0; target < to; target++) {
            sources.add((int) Math.floor((target + 0.5) * from / to));
        }
        return graph.add("Gather", List.of(x, graph.integers(sources)), OnnxProto.attribute("axis", axis));
    }

    private String scales(float rows, float columns) {
        return graph.numbers(List.of(4), 1, 1, rows, columns);
    }

    /** Runtimes round the size that it leads to down. */
    private static float scale(int from, int to) {
        float scale = (float) to / from;
        return (int) (scale * from) < to ? Math.nextUp(scale) : scale;
    }
}
