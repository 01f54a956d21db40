package dev.thaw.finetuning.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory that the arrays of a program share: an array whose last reader has run gives its block to a later one.
 * Blocks stay until the program is closed.
 */
final class ArrayPool implements AutoCloseable {
    // a block more than this many times as large as asked for is kept for a larger array
    private static final long LARGEST_WASTE = 4;

    private final List<INDArray> blocks = new ArrayList<>();
    private final List<INDArray> free = new ArrayList<>();
    private final Map<INDArray, INDArray> blockOf = new IdentityHashMap<>();
    private final List<INDArray> ones = new ArrayList<>();

    /** Frees every block: what was taken before may be overwritten from now on. */
    void reset() {
        free.clear();
        free.addAll(blocks);
        blockOf.clear();
    }

    INDArray take(DataType type, long... shape) {
        long length = Math.max(1, org.nd4j.common.util.ArrayUtil.prodLong(shape));
        if (type != DataType.FLOAT || shape.length == 0) {
            INDArray small = Nd4j.createUninitializedDetached(type, shape);
            return small;
        }
        INDArray block = free.stream().filter(b -> b.length() >= length && b.length() <= length * LARGEST_WASTE)
                .min(Comparator.comparingLong(INDArray::length)).orElse(null);
        if (block == null) {
            block = Nd4j.createUninitializedDetached(DataType.FLOAT, length);
            blocks.add(block);
        } else {
            free.remove(block);
        }
        INDArray view = Nd4j.create(block.data(), shape, Nd4j.getStrides(shape, 'c'), 0, 'c');
        blockOf.put(view, block);
        return view;
    }

    /** A row of ones, which nobody writes to. */
    INDArray ones(long length) {
        INDArray row = ones.stream().filter(present -> present.length() >= length).findFirst().orElse(null);
        if (row == null) {
            row = Nd4j.createUninitializedDetached(DataType.FLOAT, 1, length);
            row.assign(1);
            ones.add(row);
        }
        return Nd4j.create(row.data(), new long[]{1, length}, new long[]{length, 1}, 0, 'c');
    }

    /** Gives the array's block back; arrays that are not from here are left alone. */
    void release(INDArray array) {
        INDArray block = blockOf.remove(array);
        if (block != null) {
            free.add(block);
        }
    }

    @Override
    public void close() {
        blocks.forEach(NativeArrays::close);
        ones.forEach(NativeArrays::close);
        ones.clear();
        blocks.clear();
        free.clear();
        blockOf.clear();
    }
}
