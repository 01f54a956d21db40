package dev.thaw.finetuning.engine;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;

/** Copies between Java arrays and native float32 arrays in row-major order, one block at a time. */
final class NativeArrays {

    private NativeArrays() {
    }

    static INDArray create(float[] values, long... shape) {
        INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
        write(values, array);
        return array;
    }

    static void write(float[] values, INDArray array) {
        if (array.length() != values.length) {
            throw new IllegalArgumentException("an array of " + array.length() + " numbers cannot take " + values.length);
        }
        try (FloatPointer pointer = new FloatPointer(array.data().addressPointer())) {
            pointer.put(values, 0, values.length);
        }
    }

    /** The array's numbers in row-major order, to read and write in place. */
    static FloatBuffer buffer(INDArray array) {
        return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
    }

    /** The same numbers as their bits. */
    static IntBuffer bits(INDArray array) {
        return new IntPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
    }

    static Tensor read(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        try (FloatPointer pointer = new FloatPointer(array.data().addressPointer())) {
            pointer.get(values, 0, values.length);
        }
        return new Tensor(shapeOf(array), values);
    }

    static void close(INDArray array) {
        if (array.closeable()) {
            array.close();
        }
    }

    static long[] dimensions(Shape shape) {
        return shape.dimensions().stream().mapToLong(Integer::longValue).toArray();
    }

    private static Shape shapeOf(INDArray array) {
        Integer[] dimensions = new Integer[array.rank()];
        for (int axis = 0; axis < dimensions.length; axis++) {
            dimensions[axis] = Math.toIntExact(array.size(axis));
        }
        return Shape.of(dimensions);
    }
}
