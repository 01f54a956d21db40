package dev.thaw.finetuning.engine;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.ResizedAxis;
import dev.thaw.finetuning.network.ResizedMap;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/**
 * Feature maps at another size, as products with one matrix per direction: the gradient of ND4J's cnn.upsampling2d is wrong
 * where height and width grow differently.
 */
final class Resampling {
    private final Graph graph;
    private final SameDiff sd;

    Resampling(Graph graph) {
        this.graph = graph;
        this.sd = graph.sameDiff();
    }

    SDVariable upSample(Layer.UpSampling2D layer, SDVariable x, Shape in) {
        return resize(layer.name(), x, in.channels(), ResizedMap.of(layer, in));
    }

    SDVariable resize(Layer.Resizing layer, SDVariable x, Shape in) {
        return resize(layer.name(), x, in.channels(), ResizedMap.of(layer, in));
    }

    SDVariable crop(Layer.CenterCrop layer, SDVariable x, Shape in) {
        Size target = layer.target();
        if (in.get(0) < target.height() || in.get(1) < target.width()) {
            return resize(layer.name(), x, in.channels(), ResizedMap.of(layer, in));
        }
        int top = (in.get(0) - target.height()) / 2;
        int left = (in.get(1) - target.width()) / 2;
        return sd.slice(x, new int[]{0, top, left, 0}, -1, target.height(), target.width(), in.channels());
    }

    private SDVariable resize(String name, SDVariable x, int channels, ResizedMap map) {
        int height = map.rows().target();
        int width = map.columns().target();
        // rows first: (b, h, w, c) -> (b, w, c, h) x (h, H) -> (b, w, c, H); then columns in the same way
        SDVariable tall = interpolate(name + "/rows", sd.permute(x, 0, 2, 3, 1), map.rows(),
                -1, map.columns().size(), channels, height);
        SDVariable whole = interpolate(name + "/columns", sd.permute(tall, 0, 3, 2, 1), map.columns(),
                -1, height, channels, width);
        SDVariable resized = sd.permute(whole, 0, 1, 3, 2);
        return map.inside() || map.filling() == 0
                ? resized
                : resized.add(graph.constant(name + "/filling", map.fillings(), 1, height, width, 1));
    }

    /** Along the last axis of x; the result has the shape given. */
    private SDVariable interpolate(String name, SDVariable x, ResizedAxis axis, long... shape) {
        SDVariable matrix = graph.constant(name, axis.weights(), axis.size(), axis.target());
        return sd.reshape(sd.reshape(x, -1, axis.size()).mmul(matrix), shape);
    }
}
