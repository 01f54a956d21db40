package dev.thaw.finetuning.network;

import java.util.Arrays;
import java.util.List;

/**
 * A dense float32 array with its shape, row-major. For weights the shape is the weight's own (kernels HWIO, as Keras
 * stores them); for batches the first dimension is the batch, then height, width, channels (NHWC).
 * The array is shared, not copied: whoever writes to {@link #data()} owns the tensor.
 */
public final class Tensor {
    private final Shape shape;
    private final float[] data;

    /**
     * @param data row-major; kept, not copied
     * @throws IllegalArgumentException if the shape needs another number of them
     */
    public Tensor(Shape shape, float[] data) {
        if (shape.elements() != data.length) {
            throw new IllegalArgumentException("shape " + shape + " needs " + shape.elements() + " numbers, not " + data.length);
        }
        this.shape = shape;
        this.data = data;
    }

    /** The same by its dimensions. */
    public static Tensor of(float[] data, Integer... dimensions) {
        return new Tensor(new Shape(List.of(dimensions)), data);
    }

    /** For batches the first dimension is the batch. */
    public Shape shape() {
        return shape;
    }

    /** Row-major; the tensor's own, not a copy. */
    public float[] data() {
        return data;
    }

    /** With an array of its own. */
    public Tensor copy() {
        return new Tensor(shape, data.clone());
    }

    /** True if the other tensor has the same shape and the same bits (so NaN equals NaN and 0.0 differs from -0.0). */
    public boolean sameBits(Tensor other) {
        return shape.equals(other.shape) && Arrays.equals(data, other.data);
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }
}
