package dev.thaw.finetuning.engine;

import java.util.Arrays;
import java.util.Optional;

import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradients of a product of a kernel (..., channels) with a scale per channel, as a batch normalization folded into a
 * convolution has it. The library's own operation for it took as long as the convolution's gradient; this is one broadcast
 * product for the kernel, and for the scale a product element by element whose rows a vector of ones sums up.
 */
final class ScaleGradient implements ExecutionTape.Step {
    private static final String PRODUCT = "multiply";
    private static final String REPLACED = "multiply_bp";
    private final Bound kernelGradient;
    private final Bound products;
    private final Bound sums;

    /** An operation with its arrays. */
    private record Bound(CustomOp operation, OpContext context) {

        static Bound of(String name, INDArray left, INDArray right, INDArray result) {
            OpContext context = Nd4j.getExecutioner().buildContext();
            context.setInputArrays(left, right);
            context.setOutputArrays(result);
            return new Bound(DynamicCustomOp.builder(name).build(), context);
        }

        void execute() {
            Nd4j.exec(operation, context);
        }
    }

    private ScaleGradient(Bound kernelGradient, Bound products, Bound sums) {
        this.kernelGradient = kernelGradient;
        this.products = products;
        this.sums = sums;
    }

    /** @return empty if the operation is not such a product, or its arrays do not lie in one piece */
    static Optional<ExecutionTape.Step> of(DifferentialFunction operation, OpContext context, ArrayPool pool) {
        if (!operation.opName().equals(REPLACED)) {
            return Optional.empty();
        }
        INDArray kernel = context.getInputArrays().get(0);
        INDArray scale = context.getInputArrays().get(1);
        INDArray upstream = context.getInputArrays().get(2);
        long channels = scale.length();
        if (kernel.rank() < 2 || scale.rank() != 1 || kernel.size(-1) != channels
                || !Arrays.equals(kernel.shape(), upstream.shape()) || !inOnePiece(kernel) || !inOnePiece(upstream)) {
            return Optional.empty();
        }
        long rows = kernel.length() / channels;
        INDArray scratch = pool.take(kernel.dataType(), rows, channels);
        ScaleGradient gradient = new ScaleGradient(
                Bound.of(PRODUCT, upstream, scale, context.getOutputArrays().get(0)),
                Bound.of(PRODUCT, upstream.reshape('c', rows, channels), kernel.reshape('c', rows, channels), scratch),
                Bound.of("matmul", Nd4j.ones(kernel.dataType(), 1, rows), scratch,
                        context.getOutputArrays().get(1).reshape('c', 1, channels)));
        // nobody reads it after this step
        pool.release(scratch);
        return Optional.of(gradient);
    }

    private static boolean inOnePiece(INDArray array) {
        return array.ordering() == 'c' && array.elementWiseStride() == 1;
    }

    @Override
    public void execute() {
        kernelGradient.execute();
        products.execute();
        sums.execute();
    }
}
