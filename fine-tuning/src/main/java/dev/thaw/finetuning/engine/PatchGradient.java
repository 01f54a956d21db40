package dev.thaw.finetuning.engine;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * The gradients of a convolution by products of matrices: what the kernel sees at each place becomes a row. It is taken where the
 * library's own operation is slow: on narrow maps of many channels, and on a network's first convolution, whose few channels the
 * library pads to its vectors' length, and whose input's gradient it computes although nobody reads it.
 */
final class PatchGradient {
    private static final long FEW_SEEN = 256;
    private static final long NARROW = 7;
    private static final long MANY_CHANNELS = 256;
    private final GradientCall call;
    private final ConvolutionArguments arguments;
    private final INDArray x;
    private final INDArray upstream;
    private final INDArray kernel;
    private final Places.Axis rows;
    private final Places.Axis columns;
    private final int channels;

    private PatchGradient(GradientCall call, ConvolutionArguments arguments) {
        this.call = call;
        this.arguments = arguments;
        this.x = call.input(0);
        this.kernel = call.input(1);
        this.upstream = call.input(call.inputs() - 1);
        this.rows = arguments.paddedRows((int) x.size(1), (int) upstream.size(1));
        this.columns = arguments.paddedColumns((int) x.size(2), (int) upstream.size(2));
        this.channels = (int) x.size(3);
    }

    /** @return empty if the operation is not such a gradient, or the library is faster */
    static Optional<ExecutionTape.Step> of(GradientCall call) {
        if (!call.name().equals("conv2d_bp") || !call.inOnePiece()) {
            return Optional.empty();
        }
        ConvolutionArguments arguments = ConvolutionArguments.of((CustomOp) call.operation());
        INDArray kernel = call.input(1);
        boolean stem = !call.read().get(0) && kernel.size(0) * kernel.size(1) * kernel.size(2) <= FEW_SEEN;
        boolean narrow = call.input(call.inputs() - 1).size(2) <= NARROW && kernel.size(2) >= MANY_CHANNELS
                && kernel.size(3) >= MANY_CHANNELS;
        return (stem || narrow) && arguments.channelsLast() && !arguments.dilated()
                ? Optional.of(new PatchGradient(call, arguments).step())
                : Optional.empty();
    }

    private ExecutionTape.Step step() {
        long seen = kernel.length() / kernel.size(3);
        INDArray padded = call.pool().take(x.dataType(), x.size(0), rows.dense(), columns.dense(), channels);
        INDArray patches = call.pool().take(x.dataType(), upstream.length() / upstream.size(3), seen);
        INDArray above = upstream.reshape('c', -1, upstream.size(3));
        List<ExecutionTape.Step> steps = new ArrayList<>();
        if (call.read().get(1)) {
            steps.add(new Places(x, padded, rows, columns).spread());
            steps.add(cut(NativeArrays.buffer(padded), NativeArrays.buffer(patches)));
            steps.add(NativeSteps.matrixProduct(patches, true, above, false, call.output(1).reshape('c', seen, kernel.size(3))));
        }
        if (call.outputs() > 2 && call.read().get(2)) {
            steps.add(NativeSteps.columnSums(above, call.output(2), call.pool()));
        }
        if (call.read().get(0)) {
            steps.add(NativeSteps.matrixProduct(above, false, kernel.reshape('c', seen, kernel.size(3)), true, patches));
            steps.add(gluing(NativeArrays.buffer(patches), NativeArrays.buffer(padded)));
            steps.add(new Places(call.output(0), padded, rows, columns).gather());
        }
        // nobody reads them after this step
        call.pool().release(padded);
        call.pool().release(patches);
        return new NativeSteps.Sequence(steps);
    }

    /** A row of what the kernel sees lies in one piece. */
    private interface Piece {
        void at(int place, int length, int next);
    }

    private void eachPiece(Piece piece) {
        int length = arguments.kernelWidth() * channels;
        int height = (int) upstream.size(1);
        int next = 0;
        for (int row = 0; row < x.size(0) * height; row++) {
            int top = row / height * rows.dense() + row % height * arguments.rowStride();
            for (int column = 0; column < upstream.size(2); column++) {
                int left = column * arguments.columnStride();
                for (int part = 0; part < arguments.kernelHeight(); part++) {
                    piece.at(((top + part) * columns.dense() + left) * channels, length, next);
                    next += length;
                }
            }
        }
    }

    private ExecutionTape.Step cut(FloatBuffer padded, FloatBuffer patches) {
        return () -> eachPiece((place, length, next) -> patches.put(next, padded, place, length));
    }

    /** Adds up what the patches have for each place. */
    private ExecutionTape.Step gluing(FloatBuffer patches, FloatBuffer padded) {
        FloatBuffer zeros = FloatBuffer.allocate(padded.capacity());
        return () -> {
            padded.put(0, zeros, 0, padded.capacity());
            eachPiece((place, length, next) -> {
                for (int i = 0; i < length; i++) {
                    padded.put(place + i, padded.get(place + i) + patches.get(next + i));
                }
            });
        };
    }
}
