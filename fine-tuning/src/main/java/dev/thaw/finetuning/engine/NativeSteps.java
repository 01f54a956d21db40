package dev.thaw.finetuning.engine;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** The library's fast operations, bound to arrays in one piece: what steps are made of that the graph itself does not have. */
final class NativeSteps {

    private NativeSteps() {
    }

    /** Several steps, one after the other. */
    record Sequence(List<ExecutionTape.Step> parts) implements ExecutionTape.Step {

        @Override
        public void execute() {
            parts.forEach(ExecutionTape.Step::execute);
        }
    }

    static ExecutionTape.Step sequence(ExecutionTape.Step... parts) {
        return new Sequence(List.of(parts));
    }

    /** Element by element, the right array repeated where it has fewer dimensions. */
    static ExecutionTape.Step product(INDArray left, INDArray right, INDArray result) {
        return custom("multiply", List.of(left, right), result);
    }

    /** Of matrices. */
    static ExecutionTape.Step matrixProduct(INDArray left, boolean leftTransposed, INDArray right, boolean rightTransposed,
            INDArray result) {
        return custom("matmul", List.of(left, right), result, leftTransposed ? 1 : 0, rightTransposed ? 1 : 0);
    }

    /** The sums of a matrix's columns: a vector of ones before it is many times as fast as the library's own sum. */
    static ExecutionTape.Step columnSums(INDArray matrix, INDArray result, ArrayPool pool) {
        return matrixProduct(pool.ones(matrix.size(0)), false, matrix, false, result.reshape('c', 1, matrix.size(1)));
    }

    /** A depthwise convolution without strides of a map (images, height, width, channels) with so many zeros above and to the left. */
    static ExecutionTape.Step depthwise(INDArray map, INDArray kernel, long top, long left, INDArray result) {
        return custom("depthwise_conv2d", List.of(map, kernel), result, kernel.size(0), kernel.size(1), 1, 1, top, left, 1, 1, 0,
                1,
                0);
    }

    private static ExecutionTape.Step custom(String name, List<INDArray> inputs, INDArray result, long... integers) {
        OpContext context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(inputs.toArray(INDArray[]::new));
        context.setOutputArrays(result);
        context.setIArguments(integers);
        return new ExecutionTape.Operation(DynamicCustomOp.builder(name).build(), context, true);
    }

    /** Row-major without gaps, so that it can be looked at in another shape. */
    static boolean inOnePiece(INDArray array) {
        return array.ordering() == 'c' && array.elementWiseStride() == 1;
    }
}
