package dev.thaw.finetuning.engine;

import java.util.Set;

import org.nd4j.autodiff.functions.DifferentialFunction;

/** Which operations oneDNN runs: all that it has but dilated convolutions, which throw. */
final class OneDnnSuitability {
    private static final Set<String> CONVOLUTIONS = Set.of("conv2d", "conv2d_bp", "depthwise_conv2d", "depthwise_conv2d_bp");
    // kH, kW, sH, sW, pH, pW, dH, dW: the order of a convolution's integer arguments
    private static final int DILATION = 6;

    private OneDnnSuitability() {
    }

    static boolean suit(DifferentialFunction operation) {
        if (CONVOLUTIONS.contains(operation.opName())
                && operation instanceof org.nd4j.linalg.api.ops.CustomOp custom) {
            long[] arguments = custom.iArgs();
            return arguments[DILATION] == 1 && arguments[DILATION + 1] == 1;
        }
        return true;
    }
}
