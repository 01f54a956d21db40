package dev.thaw.finetuning.engine;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * The gradients of a depthwise convolution with one kernel per channel. The input's is a depthwise convolution of what comes from
 * above, its places spread as the strides say, with the kernel turned around; the kernel's is a {@link DepthwiseKernelGradient}. The
 * library's own operation takes many times as long.
 */
final class DepthwiseGradient {
    private final GradientCall call;
    private final ConvolutionArguments arguments;
    private final INDArray x;
    private final INDArray kernel;
    private final INDArray upstream;
    private final int channels;
    private final Places.Axis rows;
    private final Places.Axis columns;
    private final List<INDArray> scratch = new ArrayList<>();
    private final List<ExecutionTape.Step> steps = new ArrayList<>();

    private DepthwiseGradient(GradientCall call, ConvolutionArguments arguments) {
        this.call = call;
        this.arguments = arguments;
        this.x = call.input(0);
        this.kernel = call.input(1);
        this.upstream = call.input(call.inputs() - 1);
        this.channels = (int) x.size(3);
        this.rows = arguments.paddedRows((int) x.size(1), (int) upstream.size(1));
        this.columns = arguments.paddedColumns((int) x.size(2), (int) upstream.size(2));
    }

    /** @return empty if the operation is not such a gradient */
    static Optional<ExecutionTape.Step> of(GradientCall call) {
        if (!call.name().equals("depthwise_conv2d_bp") || !call.inOnePiece()) {
            return Optional.empty();
        }
        ConvolutionArguments arguments = ConvolutionArguments.of((CustomOp) call.operation());
        boolean plain = !arguments.dilated() && arguments.channelsLast() && call.input(1).size(3) == 1
                && arguments.rowPadding() < arguments.kernelHeight() && arguments.columnPadding() < arguments.kernelWidth();
        return plain ? Optional.of(new DepthwiseGradient(call, arguments).step()) : Optional.empty();
    }

    private ExecutionTape.Step step() {
        if (call.read().get(0)) {
            inputGradient();
        }
        if (call.read().get(1)) {
            steps.add(new DepthwiseKernelGradient(x, upstream, call.output(1), arguments, rows, columns));
        }
        if (call.outputs() > 2 && call.read().get(2)) {
            steps.add(NativeSteps.columnSums(upstream.reshape('c', -1, channels), call.output(2), call.pool()));
        }
        // nobody reads them after this step
        scratch.forEach(call.pool()::release);
        return new NativeSteps.Sequence(steps);
    }

    private void inputGradient() {
        int height = arguments.kernelHeight();
        int width = arguments.kernelWidth();
        INDArray turned = take(height, width, channels, 1);
        steps.add(turning(NativeArrays.buffer(kernel), NativeArrays.buffer(turned), height * width));
        int top = height - 1 - rows.first();
        int left = width - 1 - columns.first();
        boolean fits = upstream.size(1) + 2 * top - height + 1 == x.size(1)
                && upstream.size(2) + 2 * left - width + 1 == x.size(2);
        if (fits && arguments.rowStride() == 1 && arguments.columnStride() == 1) {
            steps.add(NativeSteps.depthwise(upstream, turned, top, left, call.output(0)));
        } else {
            INDArray apart = take(x.size(0), x.size(1) + height - 1, x.size(2) + width - 1, channels);
            steps.add(spread(apart, top, left));
            steps.add(NativeSteps.depthwise(apart, turned, 0, 0, call.output(0)));
        }
    }

    private ExecutionTape.Step turning(FloatBuffer from, FloatBuffer to, int places) {
        return () -> {
            for (int place = 0; place < places; place++) {
                to.put((places - 1 - place) * channels, from, place * channels, channels);
            }
        };
    }

    /** What comes from above, its places as far apart as the strides say. */
    private ExecutionTape.Step spread(INDArray dense, int top, int left) {
        return new Places(upstream, dense,
                new Places.Axis((int) upstream.size(1), (int) dense.size(1), top, arguments.rowStride()),
                new Places.Axis((int) upstream.size(2), (int) dense.size(2), left, arguments.columnStride())).spread();
    }

    private INDArray take(long... shape) {
        INDArray array = call.pool().take(DataType.FLOAT, shape);
        scratch.add(array);
        return array;
    }
}
