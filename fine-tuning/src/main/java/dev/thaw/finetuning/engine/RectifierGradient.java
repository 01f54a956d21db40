package dev.thaw.finetuning.engine;

import java.util.Arrays;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * The gradients of ReLU and ReLU6: the library's own go through a function call for each number; here a mask of ones and zeros
 * is made in the result's place and multiplied with what comes from above.
 */
final class RectifierGradient {
    private static final double CEILING = 6;

    private RectifierGradient() {
    }

    /** @return empty if the operation is not such a gradient */
    static Optional<ExecutionTape.Step> of(GradientCall call) {
        boolean ceiling = call.name().equals("relu6_bp");
        if (!ceiling && !call.name().equals("thresholdedrelu_bp") || !startsAtZero(call) || !call.inOnePiece()) {
            return Optional.empty();
        }
        INDArray x = call.input(0);
        INDArray upstream = call.input(1);
        INDArray result = call.output(0);
        if (!Arrays.equals(x.shape(), upstream.shape())) {
            return Optional.empty();
        }
        ExecutionTape.Step masked = NativeSteps.product(result, upstream, result);
        // x (6 - x) is above 0 just where x is between 0 and 6
        return Optional.of(ceiling
                ? NativeSteps.sequence(NativeSteps.subtractedFrom(CEILING, x, result), NativeSteps.product(result, x, result),
                        NativeSteps.isPositive(result, result), masked)
                : NativeSteps.sequence(NativeSteps.isPositive(x, result), masked));
    }

    private static boolean startsAtZero(GradientCall call) {
        return Arrays.stream(((CustomOp) call.operation()).tArgs()).allMatch(cutoff -> cutoff == 0);
    }
}
