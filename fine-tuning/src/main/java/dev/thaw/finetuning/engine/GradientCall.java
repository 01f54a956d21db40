package dev.thaw.finetuning.engine;

import java.util.List;

import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * An operation of the gradient graph with the arrays that it is bound to.
 *
 * @param read by output, whether anybody reads it
 * @param pool for arrays that only the step itself needs
 */
record GradientCall(DifferentialFunction operation, OpContext context, List<Boolean> read, ArrayPool pool) {

    String name() {
        return operation.opName();
    }

    INDArray input(int place) {
        return context.getInputArrays().get(place);
    }

    int inputs() {
        return context.getInputArrays().size();
    }

    INDArray output(int place) {
        return context.getOutputArrays().get(place);
    }

    int outputs() {
        return context.getOutputArrays().size();
    }

    boolean inOnePiece() {
        return context.getInputArrays().stream().allMatch(NativeSteps::inOnePiece)
                && context.getOutputArrays().stream().allMatch(NativeSteps::inOnePiece);
    }
}
