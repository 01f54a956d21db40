package dev.thaw.finetuning.engine;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * The gradients of ReLU and ReLU6: what comes from above where x is above 0 and below the ceiling, elsewhere 0. The library's own go
 * through a function call for each number; here the bits of numbers are compared as integers, whose order is the same above 0, and
 * the JIT makes vector instructions of it.
 */
final class RectifierGradient implements ExecutionTape.Step {
    private static final int CEILING = Float.floatToIntBits(6);
    /** Above infinity, below what is not a number. */
    private static final int NO_CEILING = Float.floatToIntBits(Float.POSITIVE_INFINITY) + 1;
    /** Two pieces of so many numbers fit into a core's nearest cache. */
    private static final int PIECE = 4096;
    private final IntBuffer x;
    private final IntBuffer upstream;
    private final IntBuffer result;
    private final int ceiling;

    private RectifierGradient(GradientCall call, int ceiling) {
        this.x = NativeArrays.bits(call.input(0));
        this.upstream = NativeArrays.bits(call.input(1));
        this.result = NativeArrays.bits(call.output(0));
        this.ceiling = ceiling;
    }

    /** @return empty if the operation is not such a gradient */
    static Optional<ExecutionTape.Step> of(GradientCall call) {
        boolean ceiling = call.name().equals("relu6_bp");
        if (!ceiling && !call.name().equals("thresholdedrelu_bp") || !startsAtZero(call) || !call.inOnePiece()) {
            return Optional.empty();
        }
        INDArray x = call.input(0);
        return Arrays.equals(x.shape(), call.input(1).shape())
                ? Optional.of(new RectifierGradient(call, ceiling ? CEILING : NO_CEILING))
                : Optional.empty();
    }

    private static boolean startsAtZero(GradientCall call) {
        return Arrays.stream(((CustomOp) call.operation()).tArgs()).allMatch(cutoff -> cutoff == 0);
    }

    @Override
    public void execute() {
        Cores.divide((x.capacity() + PIECE - 1) / PIECE, (from, to) -> {
            int[] seen = new int[PIECE];
            int[] above = new int[PIECE];
            for (int piece = from; piece < to; piece++) {
                int begin = piece * PIECE;
                int length = Math.min(PIECE, x.capacity() - begin);
                x.get(begin, seen, 0, length);
                upstream.get(begin, above, 0, length);
                keepBetween(seen, ceiling, above);
                result.put(begin, above, 0, length);
            }
        });
    }

    private static void keepBetween(int[] seen, int ceiling, int[] above) {
        for (int i = 0; i < above.length; i++) {
            // both signs are set just where 0 < seen < ceiling
            above[i] &= (-seen[i] & (seen[i] - ceiling)) >> Integer.SIZE - 1;
        }
    }
}
