package dev.thaw.finetuning.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * The gradients of a convolution by kernels of 1x1: three products of matrices of (places, channels), where it strides of the
 * places that it looks at. The library's own operation rearranges every array first, and computes the input's gradient even where
 * nobody reads it.
 */
final class PointwiseGradient {
    private final GradientCall call;
    private final ConvolutionArguments arguments;
    private final INDArray x;
    private final INDArray kernel;
    private final INDArray upstream;
    private final List<ExecutionTape.Step> steps = new ArrayList<>();

    private PointwiseGradient(GradientCall call, ConvolutionArguments arguments) {
        this.call = call;
        this.arguments = arguments;
        this.x = call.input(0);
        this.kernel = call.input(1);
        this.upstream = call.input(call.inputs() - 1);
    }

    /** @return empty if the operation is not such a gradient */
    static Optional<ExecutionTape.Step> of(GradientCall call) {
        if (!call.name().equals("conv2d_bp") || !call.inOnePiece()) {
            return Optional.empty();
        }
        ConvolutionArguments arguments = ConvolutionArguments.of((CustomOp) call.operation());
        boolean pointwise = arguments.kernelHeight() == 1 && arguments.kernelWidth() == 1 && arguments.channelsLast()
                && (arguments.same() || arguments.rowPadding() == 0 && arguments.columnPadding() == 0);
        return pointwise ? Optional.of(new PointwiseGradient(call, arguments).step()) : Optional.empty();
    }

    private ExecutionTape.Step step() {
        boolean strides = arguments.rowStride() > 1 || arguments.columnStride() > 1;
        INDArray seen = strides
                ? call.pool().take(x.dataType(), upstream.size(0), upstream.size(1), upstream.size(2), x.size(3))
                : x;
        if (call.read().get(1)) {
            if (strides) {
                steps.add(places(seen, x).gather());
            }
            steps.add(NativeSteps.matrixProduct(rows(seen), true, rows(upstream), false, weights(call.output(1))));
        }
        if (call.outputs() > 2 && call.read().get(2)) {
            steps.add(NativeSteps.columnSums(rows(upstream), call.output(2), call.pool()));
        }
        if (call.read().get(0)) {
            // what was seen has been used up
            INDArray result = strides ? seen : call.output(0);
            steps.add(NativeSteps.matrixProduct(rows(upstream), false, weights(kernel), true, rows(result)));
            if (strides) {
                steps.add(places(seen, call.output(0)).spread());
            }
        }
        if (strides) {
            call.pool().release(seen);
        }
        return new NativeSteps.Sequence(steps);
    }

    private Places places(INDArray seen, INDArray all) {
        return new Places(seen, all, new Places.Axis((int) seen.size(1), (int) all.size(1), 0, arguments.rowStride()),
                new Places.Axis((int) seen.size(2), (int) all.size(2), 0, arguments.columnStride()));
    }

    private static INDArray rows(INDArray map) {
        return map.reshape('c', -1, map.size(3));
    }

    private static INDArray weights(INDArray kernel) {
        return kernel.reshape('c', kernel.size(2), kernel.size(3));
    }
}
