package dev.thaw.finetuning.engine;

import java.util.List;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.factory.Nd4j;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Shape;

/** Layers that move numbers and change none: padding, cropping, repeating, reshaping, permuting. */
final class Reshapings {
    private final Graph graph;
    private final SameDiff sd;

    Reshapings(Graph graph) {
        this.graph = graph;
        this.sd = graph.sameDiff();
    }

    SDVariable pad(Layer.ZeroPadding2D layer, SDVariable x) {
        SDVariable padding = sd.constant(layer.name() + "/padding", Nd4j.createFromArray(new int[][]{{0, 0},
                {layer.top(), layer.bottom()}, {layer.left(), layer.right()}, {0, 0}}));
        return sd.nn.pad(x, padding, PadMode.CONSTANT, 0);
    }

    SDVariable crop(Layer.Cropping2D layer, SDVariable x, Shape out) {
        return sd.slice(x, new int[]{0, layer.top(), layer.left(), 0}, -1, out.get(0), out.get(1), out.channels());
    }

    /** As products with matrices: the gradient of cnn.upsampling2d is wrong where height and width grow differently. */
    SDVariable upSample(Layer.UpSampling2D layer, SDVariable x, Shape in) {
        int height = in.get(0) * layer.size().height();
        int width = in.get(1) * layer.size().width();
        // rows first: (b, h, w, c) -> (b, w, c, h) x (h, H) -> (b, w, c, H); then columns in the same way
        SDVariable rows = interpolate(layer.name() + "/rows", layer.bilinear(), sd.permute(x, 0, 2, 3, 1), in.get(0), height,
                -1, in.get(1), in.channels(), height);
        SDVariable columns = interpolate(layer.name() + "/columns", layer.bilinear(), sd.permute(rows, 0, 3, 2, 1), in.get(1),
                width, -1, height, in.channels(), width);
        return sd.permute(columns, 0, 1, 3, 2);
    }

    /** Along the last axis of x; the result has the shape given. */
    private SDVariable interpolate(String name, boolean bilinear, SDVariable x, int from, int to, long... shape) {
        SDVariable matrix = graph.constant(name, bilinear ? bilinear(from, to) : nearest(from, to), from, to);
        return sd.reshape(sd.reshape(x, -1, from).mmul(matrix), shape);
    }

    /** (from, to): the weights of half-pixel-centred linear interpolation, the border repeated, as Keras resizes. */
    private static float[] bilinear(int from, int to) {
        float[] matrix = new float[from * to];
        for (int target = 0; target < to; target++) {
            double source = (target + 0.5) * from / to - 0.5;
            int low = (int) Math.floor(source);
            double fraction = source - low;
            matrix[Math.max(low, 0) * to + target] += (float) (1 - fraction);
            matrix[Math.min(low + 1, from - 1) * to + target] += (float) fraction;
        }
        return matrix;
    }

    private static float[] nearest(int from, int to) {
        float[] matrix = new float[from * to];
        for (int target = 0; target < to; target++) {
            matrix[target * from / to * to + target] = 1;
        }
        return matrix;
    }

    SDVariable reshape(SDVariable x, Shape target) {
        return sd.reshape(x, withBatch(target));
    }

    SDVariable permute(Layer.Permute layer, SDVariable x) {
        List<Integer> dimensions = layer.dimensions();
        int[] order = new int[dimensions.size() + 1];
        for (int axis = 1; axis < order.length; axis++) {
            order[axis] = dimensions.get(axis - 1); // Keras counts from 1, after the batch
        }
        return sd.permute(x, order);
    }

    static long[] withBatch(Shape shape) {
        long[] dimensions = new long[shape.rank() + 1];
        dimensions[0] = -1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            dimensions[axis + 1] = shape.get(axis);
        }
        return dimensions;
    }
}
