package dev.thaw.finetuning.engine;

import java.util.List;
import java.util.Map;

import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The operations of a schedule bound to their arrays for one size of batch: running it again allocates nothing.
 *
 * @param placeholders the arrays to fill before it is played
 * @param outputs the arrays that hold the results afterwards
 */
record ExecutionTape(Map<String, INDArray> placeholders, List<Step> steps, Map<String, INDArray> outputs) {

    /** Computes its results from its arguments, all of which it holds. */
    interface Step {
        void execute();
    }

    /** @param nativeHelpers whether oneDNN may run the operation */
    record Operation(DifferentialFunction operation, OpContext context, boolean nativeHelpers) implements Step {

        @Override
        public void execute() {
            if (!nativeHelpers) {
                Nd4j.getEnvironment().allowHelpers(false);
            }
            try {
                if (operation instanceof CustomOp custom) {
                    Nd4j.exec(custom, context);
                } else {
                    Nd4j.exec((Op) operation, context);
                }
            } finally {
                if (!nativeHelpers) {
                    Nd4j.getEnvironment().allowHelpers(true);
                }
            }
        }
    }

    void play() {
        steps.forEach(Step::execute);
    }
}
