package dev.thaw.finetuning.engine;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/**
 * Feature maps at another size, as products with one matrix per direction: the gradient of ND4J's cnn.upsampling2d is wrong
 * where height and width grow differently. Positions are half-pixel-centred and the border is repeated, as in Keras.
 */
final class Resampling {
    private final Graph graph;
    private final SameDiff sd;

    /** The part of a row or column that is looked at: all of it, or its middle. */
    private record Span(int of, int start, int length) {

        static Span all(int of) {
            return new Span(of, 0, of);
        }

        static Span middle(int of, int length) {
            return new Span(of, (of - length) / 2, length);
        }
    }

    Resampling(Graph graph) {
        this.graph = graph;
        this.sd = graph.sameDiff();
    }

    SDVariable upSample(Layer.UpSampling2D layer, SDVariable x, Shape in) {
        return resize(layer.name(), layer.bilinear(), x, in, Span.all(in.get(0)), Span.all(in.get(1)),
                new Size(in.get(0) * layer.size().height(), in.get(1) * layer.size().width()));
    }

    SDVariable resize(Layer.Resizing layer, SDVariable x, Shape in) {
        return layer.cropToAspectRatio()
                ? resizeMiddle(layer.name(), layer.bilinear(), x, in, layer.target())
                : resize(layer.name(), layer.bilinear(), x, in, Span.all(in.get(0)), Span.all(in.get(1)), layer.target());
    }

    SDVariable crop(Layer.CenterCrop layer, SDVariable x, Shape in) {
        Size target = layer.target();
        if (in.get(0) < target.height() || in.get(1) < target.width()) {
            return resizeMiddle(layer.name(), true, x, in, target);
        }
        int top = (in.get(0) - target.height()) / 2;
        int left = (in.get(1) - target.width()) / 2;
        return sd.slice(x, new int[]{0, top, left, 0}, -1, target.height(), target.width(), in.channels());
    }

    /** The largest middle part with the target's aspect ratio ({@code keras.utils.image_utils.smart_resize}). */
    private SDVariable resizeMiddle(String name, boolean bilinear, SDVariable x, Shape in, Size target) {
        int height = (int) ((double) in.get(1) * target.height() / target.width());
        int width = (int) ((double) in.get(0) * target.width() / target.height());
        return resize(name, bilinear, x, in, Span.middle(in.get(0), Math.max(Math.min(in.get(0), height), 1)),
                Span.middle(in.get(1), Math.max(Math.min(in.get(1), width), 1)), target);
    }

    private SDVariable resize(String name, boolean bilinear, SDVariable x, Shape in, Span rows, Span columns, Size target) {
        int height = target.height();
        int width = target.width();
        // rows first: (b, h, w, c) -> (b, w, c, h) x (h, H) -> (b, w, c, H); then columns in the same way
        SDVariable tall = interpolate(name + "/rows", bilinear, sd.permute(x, 0, 2, 3, 1), rows, height,
                -1, in.get(1), in.channels(), height);
        SDVariable whole = interpolate(name + "/columns", bilinear, sd.permute(tall, 0, 3, 2, 1), columns, width,
                -1, height, in.channels(), width);
        return sd.permute(whole, 0, 1, 3, 2);
    }

    /** Along the last axis of x; the result has the shape given. */
    private SDVariable interpolate(String name, boolean bilinear, SDVariable x, Span from, int to, long... shape) {
        SDVariable matrix = graph.constant(name, bilinear ? bilinear(from, to) : nearest(from, to), from.of(), to);
        return sd.reshape(sd.reshape(x, -1, from.of()).mmul(matrix), shape);
    }

    /** (from, to): the weights of linear interpolation. */
    private static float[] bilinear(Span from, int to) {
        float[] matrix = new float[Math.multiplyExact(from.of(), to)];
        for (int target = 0; target < to; target++) {
            double source = (target + 0.5) * from.length() / to - 0.5;
            int low = (int) Math.floor(source);
            double fraction = source - low;
            matrix[(from.start() + Math.max(low, 0)) * to + target] += (float) (1 - fraction);
            matrix[(from.start() + Math.min(low + 1, from.length() - 1)) * to + target] += (float) fraction;
        }
        return matrix;
    }

    private static float[] nearest(Span from, int to) {
        float[] matrix = new float[Math.multiplyExact(from.of(), to)];
        for (int target = 0; target < to; target++) {
            int source = (int) Math.floor((target + 0.5) * from.length() / to);
            matrix[(from.start() + source) * to + target] = 1;
        }
        return matrix;
    }
}
