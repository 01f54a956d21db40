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
