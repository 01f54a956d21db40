package dev.thaw.finetuning.export.onnx;

import java.util.List;
import java.util.stream.IntStream;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Shape;

/**
 * How a weight of Keras lies in an ONNX file: its axes in another order (no number is changed), seen with other dimensions.
 *
 * @param shape of the weight in Keras
 * @param order for each axis in the file, before it is seen with other dimensions, the axis in Keras
 * @param dimensions in the file
 */
record WeightLayout(Shape shape, List<Integer> order, List<Integer> dimensions) {

    /**
     * @param weight its short name
     * @param shape in Keras
     * @param input of the layer
     */
    static WeightLayout of(Layer layer, String weight, Shape shape, Shape input) {
        boolean map = input.rank() == 3;
        return switch (weight) {
            case "kernel", "pointwise_kernel" -> {
                if (shape.rank() == 4) {
                    yield permuted(shape, List.of(3, 2, 0, 1)); // HWIO -> OIHW
                }
                // on a map, a dense layer is a convolution of 1 x 1
                yield map ? new WeightLayout(shape, List.of(1, 0), List.of(shape.get(1), shape.get(0), 1, 1)) : same(shape);
            }
            // (h, w, in, multiplier) -> (in * multiplier, 1, h, w): both count the outputs of one input channel first
            case "depthwise_kernel" -> new WeightLayout(shape, List.of(2, 3, 0, 1),
                    List.of(shape.get(2) * shape.get(3), 1, shape.get(0), shape.get(1)));
            case "alpha" -> map ? permuted(shape, List.of(2, 0, 1)) : same(shape);
            default -> map && broadcasts(layer)
                    ? new WeightLayout(shape, List.of(0), List.of(shape.get(0), 1, 1))
                    : same(shape);
        };
    }

    /** The numbers as they lie in the file. */
    float[] toFile(float[] values) {
        return isInOrder() ? values : moved(values, true);
    }

    /** The numbers as Keras has them. */
    float[] fromFile(float[] values) {
        return isInOrder() ? values : moved(values, false);
    }

    private boolean isInOrder() {
        return order.equals(IntStream.range(0, order.size()).boxed().toList());
    }

    private static boolean broadcasts(Layer layer) {
        return layer instanceof Layer.LayerNormalization || layer instanceof Layer.Normalization;
    }

    private static WeightLayout same(Shape shape) {
        return new WeightLayout(shape, IntStream.range(0, shape.rank()).boxed().toList(), shape.dimensions());
    }

    private static WeightLayout permuted(Shape shape, List<Integer> order) {
        return new WeightLayout(shape, order, order.stream().map(shape::get).toList());
    }

    private float[] moved(float[] values, boolean toFile) {
        int rank = order.size();
        int[] strides = new int[rank];
        for (int axis = rank - 1, stride = 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        float[] moved = new float[values.length];
        int[] index = new int[rank];
        for (int inFile = 0; inFile < moved.length; inFile++) {
            int inKeras = 0;
            for (int axis = 0; axis < rank; axis++) {
                inKeras += index[axis] * strides[order.get(axis)];
            }
            moved[toFile ? inFile : inKeras] = values[toFile ? inKeras : inFile];
            for (int axis = rank - 1; axis >= 0 && ++index[axis] == shape.get(order.get(axis)); axis--) {
                index[axis] = 0;
            }
        }
        return moved;
    }
}
