package dev.thaw.finetuning.engine;

import java.nio.FloatBuffer;
import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a depthwise convolution's kernel: for each of its places, what the input has there times what comes from above,
 * summed up by channel. The library would need two passes over whole maps for each place; here the few rows that meet lie in
 * buffers, and the JIT makes vector instructions of the sums. Images are divided among the cores; each has sums of its own, added
 * up in their order, so that the result does not depend on how many cores there are.
 */
final class DepthwiseKernelGradient implements ExecutionTape.Step {
    private final FloatBuffer x;
    private final FloatBuffer upstream;
    private final FloatBuffer result;
    private final ConvolutionArguments arguments;
    private final Places.Axis rows;
    private final Places.Axis columns;
    private final int images;
    private final int channels;
    private final int height;
    private final int width;
    private final int places;

    /** @param rows of the input in the padded map @param columns the same */
    DepthwiseKernelGradient(INDArray x, INDArray upstream, INDArray result, ConvolutionArguments arguments, Places.Axis rows,
            Places.Axis columns) {
        this.x = NativeArrays.buffer(x);
        this.upstream = NativeArrays.buffer(upstream);
        this.result = NativeArrays.buffer(result);
        this.arguments = arguments;
        this.rows = rows;
        this.columns = columns;
        this.images = (int) x.size(0);
        this.channels = (int) x.size(3);
        this.height = (int) upstream.size(1);
        this.width = (int) upstream.size(2);
        this.places = arguments.kernelHeight() * arguments.kernelWidth();
    }

    @Override
    public void execute() {
        float[][] sums = new float[images][];
        Cores.divide(images, (from, to) -> {
            Rows meeting = new Rows();
            for (int image = from; image < to; image++) {
                sums[image] = meeting.sums(image);
            }
        });
        for (int image = 1; image < images; image++) {
            add(sums[0], sums[image]);
        }
        result.put(0, sums[0]);
    }

    /** The rows of one image that meet: one from above with as many of the input as the kernel is high, each once per column of the kernel. */
    private final class Rows {
        private final int length = width * channels;
        private final float[] above = new float[length];
        private final float[][][] seen = new float[arguments.kernelHeight()][arguments.kernelWidth()][length];
        private final int[] inSlot = new int[arguments.kernelHeight()];
        private final float[][] products = new float[places][length];

        /** By place of the kernel and channel. */
        private float[] sums(int image) {
            Arrays.fill(inSlot, -1);
            for (float[] product : products) {
                Arrays.fill(product, 0);
            }
            for (int row = 0; row < height; row++) {
                upstream.get((image * height + row) * length, above);
                for (int part = 0; part < arguments.kernelHeight(); part++) {
                    int met = row * arguments.rowStride() + part - rows.first();
                    if (met >= 0 && met < rows.sparse()) {
                        float[][] shifted = seen(image, met);
                        for (int place = 0; place < shifted.length; place++) {
                            addProducts(products[part * shifted.length + place], shifted[place], above);
                        }
                    }
                }
            }
            return byChannel();
        }

        private float[][] seen(int image, int row) {
            int slot = row % inSlot.length;
            if (inSlot[slot] != row) {
                inSlot[slot] = row;
                for (int shift = 0; shift < seen[slot].length; shift++) {
                    read((image * rows.sparse() + row) * columns.sparse() * channels, shift - columns.first(), seen[slot][shift]);
                }
            }
            return seen[slot];
        }

        /** The places of a row that one column of the kernel meets; those beyond its ends stay zero. */
        private void read(int begin, int first, float[] into) {
            int stride = arguments.columnStride();
            int from = Math.max(0, (stride - 1 - first) / stride);
            int to = Math.min(width, (columns.sparse() - first + stride - 1) / stride);
            if (stride == 1 && from < to) {
                x.get(begin + (first + from) * channels, into, from * channels, (to - from) * channels);
            } else {
                for (int column = from; column < to; column++) {
                    x.get(begin + (first + column * stride) * channels, into, column * channels, channels);
                }
            }
        }

        private float[] byChannel() {
            float[] sums = new float[places * channels];
            float[] sum = new float[channels];
            float[] column = new float[channels];
            for (int place = 0; place < places; place++) {
                Arrays.fill(sum, 0);
                for (int from = 0; from < length; from += channels) {
                    System.arraycopy(products[place], from, column, 0, channels);
                    add(sum, column);
                }
                System.arraycopy(sum, 0, sums, place * channels, channels);
            }
            return sums;
        }
    }

    // the JIT makes vector instructions only of loops over arrays from their beginning

    private static void addProducts(float[] sums, float[] left, float[] right) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += left[i] * right[i];
        }
    }

    private static void add(float[] sums, float[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }
}
