package dev.thaw.finetuning.engine;

import java.nio.FloatBuffer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves the channels of places between two maps (images, height, width, channels): row i, column j of the sparse one stands at row
 * {@code top + i * stride}, column {@code left + j * stride} of the dense one. What the library has for that takes many times as long.
 */
final class Places {
    private final FloatBuffer sparse;
    private final FloatBuffer dense;
    private final FloatBuffer zeros;
    private final int images;
    private final int channels;
    private final Axis rows;
    private final Axis columns;

    /**
     * How the places of one axis lie.
     *
     * @param first index in the dense map of the sparse map's first place
     */
    record Axis(int sparse, int dense, int first, int stride) {

        /** The place of the sparse map that stands there in the dense one; -1 if none does. */
        private int at(int place) {
            int steps = place - first;
            return steps >= 0 && steps % stride == 0 && steps / stride < sparse ? steps / stride : -1;
        }
    }

    Places(INDArray sparse, INDArray dense, Axis rows, Axis columns) {
        this.sparse = NativeArrays.buffer(sparse);
        this.dense = NativeArrays.buffer(dense);
        this.images = Math.toIntExact(dense.size(0));
        this.channels = Math.toIntExact(dense.size(3));
        this.rows = rows;
        this.columns = columns;
        this.zeros = FloatBuffer.allocate(columns.dense() * channels);
    }

    /** Fills the dense map: places that are not in the sparse one become zero. */
    ExecutionTape.Step spread() {
        return () -> {
            for (int image = 0; image < images; image++) {
                for (int row = 0; row < rows.dense(); row++) {
                    int to = (image * rows.dense() + row) * columns.dense() * channels;
                    int from = rows.at(row);
                    if (from < 0) {
                        dense.put(to, zeros, 0, columns.dense() * channels);
                    } else {
                        spreadRow((image * rows.sparse() + from) * columns.sparse() * channels, to);
                    }
                }
            }
        };
    }

    private void spreadRow(int from, int to) {
        if (columns.stride() > 1) {
            dense.put(to, zeros, 0, columns.dense() * channels);
            for (int column = 0; column < columns.sparse(); column++) {
                dense.put(to + (columns.first() + column * columns.stride()) * channels, sparse, from + column * channels,
                        channels);
            }
        } else {
            int end = columns.first() + columns.sparse();
            dense.put(to, zeros, 0, columns.first() * channels);
            dense.put(to + columns.first() * channels, sparse, from, columns.sparse() * channels);
            dense.put(to + end * channels, zeros, 0, (columns.dense() - end) * channels);
        }
    }

    /** Fills the sparse map. */
    ExecutionTape.Step gather() {
        return () -> {
            for (int image = 0; image < images; image++) {
                for (int row = 0; row < rows.sparse(); row++) {
                    int to = (image * rows.sparse() + row) * columns.sparse() * channels;
                    int from = ((image * rows.dense() + rows.first() + row * rows.stride()) * columns.dense() + columns.first())
                            * channels;
                    for (int column = 0; column < columns.sparse(); column++) {
                        sparse.put(to + column * channels, dense, from + column * columns.stride() * channels, channels);
                    }
                }
            }
        };
    }
}
