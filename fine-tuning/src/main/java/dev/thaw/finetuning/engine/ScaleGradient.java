package dev.thaw.finetuning.engine;

import java.util.Arrays;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradients of a product of a kernel (..., channels) with a scale per channel, as a batch normalization folded into a
 * convolution has it. The library's own operation for it took as long as the convolution's gradient; this is one broadcast
 * product for the kernel, and for the scale a product element by element whose rows a vector of ones sums up.
 */
final class ScaleGradient {

    private ScaleGradient() {
    }

    /** @return empty if the operation is not such a product, or its arrays do not lie in one piece */
    static Optional<ExecutionTape.Step> of(GradientCall call) {
        if (!call.name().equals("multiply_bp")) {
            return Optional.empty();
        }
        INDArray kernel = call.input(0);
        INDArray scale = call.input(1);
        INDArray upstream = call.input(2);
        long channels = scale.length();
        if (kernel.rank() < 2 || scale.rank() != 1 || kernel.size(-1) != channels
                || !Arrays.equals(kernel.shape(), upstream.shape()) || !NativeSteps.inOnePiece(kernel)
                || !NativeSteps.inOnePiece(upstream)) {
            return Optional.empty();
        }
        long rows = kernel.length() / channels;
        INDArray scratch = call.pool().take(kernel.dataType(), rows, channels);
        // nobody reads it after this step
        call.pool().release(scratch);
        return Optional.of(NativeSteps.sequence(
                NativeSteps.product(upstream, scale, call.output(0)),
                NativeSteps.product(upstream.reshape('c', rows, channels), kernel.reshape('c', rows, channels), scratch),
                NativeSteps.columnSums(scratch, call.output(1), call.pool())));
    }
}
