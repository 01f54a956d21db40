package dev.thaw.finetuning.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** The gradients of ReLU and ReLU6 against the definition, at the numbers where comparisons go wrong and on more than one piece. */
class RectifierGradientTest {
    private static final float[] EDGES = {0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 6, Math.nextUp(6f), Math.nextDown(6f), 1, -1,
            Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN,
            Float.intBitsToFloat(0xFFC00000)};

    @ParameterizedTest
    @CsvSource({"thresholdedrelu_bp, Infinity", "relu6_bp, 6"})
    void areThoseOfTheDefinition(String operation, float ceiling) {
        float[] x = new float[9001];
        float[] upstream = new float[x.length];
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = i < EDGES.length ? EDGES[i] : 20 * random.nextFloat() - 10;
            upstream[i] = random.nextFloat() - 0.5f;
        }

        float[] gradient = gradient(operation, x, upstream);

        for (int i = 0; i < x.length; i++) {
            boolean passes = x[i] > 0 && (x[i] < ceiling || Float.isInfinite(ceiling));
            assertThat(gradient[i]).as("x = %s", x[i]).isEqualTo(passes ? upstream[i] : 0);
        }
    }

    @Test
    void whatIsHeldBackMayBeInfinite() {
        assertThat(gradient("relu6_bp", new float[]{-1, 7, 3}, new float[]{Float.POSITIVE_INFINITY, Float.NaN, 2}))
                .containsExactly(0, 0, 2);
    }

    private static float[] gradient(String name, float[] x, float[] upstream) {
        INDArray result = Nd4j.zeros(1, x.length);
        OpContext context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(NativeArrays.create(x, 1, x.length), NativeArrays.create(upstream, 1, x.length));
        context.setOutputArrays(result);
        DynamicCustomOp operation = DynamicCustomOp.builder(name).addFloatingPointArguments(0.0).build();
        try (ArrayPool pool = new ArrayPool()) {
            RectifierGradient.of(new GradientCall(operation, context, List.of(true), pool)).orElseThrow().execute();
        }
        return NativeArrays.read(result).data();
    }
}
