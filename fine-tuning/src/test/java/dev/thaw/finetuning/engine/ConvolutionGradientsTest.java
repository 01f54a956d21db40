package dev.thaw.finetuning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** The engine's own gradients of convolutions against the definition, written out in double precision. */
class ConvolutionGradientsTest {
    private static final int IMAGES = 2;

    /** @param filters 0 for a depthwise convolution */
    record Form(int height, int width, int channels, int filters, int kernel, int stride, boolean same, boolean inputRead) {

        int out(int size) {
            return same ? (size + stride - 1) / stride : (size - kernel) / stride + 1;
        }

        int before(int size) {
            return same ? Math.max((out(size) - 1) * stride + kernel - size, 0) / 2 : 0;
        }

        Optional<ExecutionTape.Step> step(GradientCall call) {
            Function<GradientCall, Optional<ExecutionTape.Step>> one = filters == 0
                    ? DepthwiseGradient::of
                    : kernel == 1 ? PointwiseGradient::of : PatchGradient::of;
            return one.apply(call);
        }
    }

    static Stream<Form> forms() {
        return Stream.of(true, false).flatMap(same -> Stream.of(1, 2, 3).flatMap(stride -> Stream.of(
                new Form(7, 10, 3, 0, 3, stride, same, true), new Form(6, 5, 4, 0, 2, stride, same, true),
                new Form(9, 8, 2, 0, 5, stride, same, false), new Form(7, 8, 5, 4, 1, stride, same, true),
                new Form(7, 8, 5, 4, 1, stride, same, false), new Form(11, 8, 3, 4, 3, stride, same, false),
                new Form(5, 6, 256, 257, 3, stride, same, true), new Form(4, 7, 256, 256, 2, stride, same, true))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void areThoseOfTheDefinition(Form form) {
        INDArray x = random(1, IMAGES, form.height(), form.width(), form.channels());
        INDArray kernel = random(2, form.kernel(), form.kernel(), form.channels(), Math.max(1, form.filters()));
        int filters = form.filters() == 0 ? form.channels() : form.filters();
        INDArray upstream = random(3, IMAGES, form.out(form.height()), form.out(form.width()), filters);
        INDArray inputGradient = Nd4j.zeros(x.dataType(), x.shape());
        INDArray kernelGradient = Nd4j.zeros(x.dataType(), kernel.shape());
        INDArray biasGradient = Nd4j.zeros(x.dataType(), filters);
        OpContext context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(x, kernel, random(4, filters), upstream);
        context.setOutputArrays(inputGradient, kernelGradient, biasGradient);
        DynamicCustomOp operation = DynamicCustomOp.builder(form.filters() == 0 ? "depthwise_conv2d_bp" : "conv2d_bp")
                .addIntegerArguments(form.kernel(), form.kernel(), form.stride(), form.stride(), 0, 0, 1, 1, form.same() ? 1 : 0,
                        1, 0)
                .build();

        try (ArrayPool pool = new ArrayPool()) {
            ExecutionTape.Step step = form
                    .step(new GradientCall(operation, context, List.of(form.inputRead(), true, true), pool)).orElseThrow();
            step.execute();
            step.execute();
        }

        Definition definition = new Definition(form, numbers(x), numbers(kernel), numbers(upstream), filters);
        if (form.inputRead()) {
            assertSame(inputGradient, definition.inputGradient);
        }
        assertSame(kernelGradient, definition.kernelGradient);
        assertSame(biasGradient, definition.biasGradient);
    }

    /** Sums over every place that a kernel meets. */
    private static final class Definition {
        private final double[] inputGradient;
        private final double[] kernelGradient;
        private final double[] biasGradient;

        private Definition(Form form, float[] x, float[] kernel, float[] upstream, int filters) {
            inputGradient = new double[x.length];
            kernelGradient = new double[kernel.length];
            biasGradient = new double[filters];
            int rows = form.out(form.height());
            int columns = form.out(form.width());
            for (int place = 0; place < IMAGES * rows * columns; place++) {
                for (int filter = 0; filter < filters; filter++) {
                    double above = upstream[place * filters + filter];
                    biasGradient[filter] += above;
                    for (int part = 0; part < form.kernel() * form.kernel(); part++) {
                        int row = place / columns % rows * form.stride() + part / form.kernel() - form.before(form.height());
                        int column = place % columns * form.stride() + part % form.kernel() - form.before(form.width());
                        if (row >= 0 && row < form.height() && column >= 0 && column < form.width()) {
                            int seen = ((place / columns / rows * form.height() + row) * form.width() + column) * form.channels();
                            meet(form, x, kernel, above, seen, part, filter);
                        }
                    }
                }
            }
        }

        private void meet(Form form, float[] x, float[] kernel, double above, int seen, int part, int filter) {
            boolean depthwise = form.filters() == 0;
            for (int channel = depthwise ? filter : 0; channel < (depthwise ? filter + 1 : form.channels()); channel++) {
                int weight = (part * form.channels() + channel) * Math.max(1, form.filters()) + (depthwise ? 0 : filter);
                inputGradient[seen + channel] += above * kernel[weight];
                kernelGradient[weight] += above * x[seen + channel];
            }
        }
    }

    private static void assertSame(INDArray actual, double[] expected) {
        float[] values = numbers(actual);
        double magnitude = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - values[i]));
        }
        assertThat(values).doesNotContain(Float.NaN);
        assertThat(difference).isCloseTo(0, within(1e-5 * magnitude));
    }

    private static float[] numbers(INDArray array) {
        return NativeArrays.read(array).data();
    }

    private static INDArray random(long seed, long... shape) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return NativeArrays.create(values, shape);
    }
}
