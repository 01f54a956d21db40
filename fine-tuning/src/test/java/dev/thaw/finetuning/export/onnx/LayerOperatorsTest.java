package dev.thaw.finetuning.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Interpolation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** What ONNX Runtime makes of each layer, against the engine, which is held against Keras elsewhere. */
class LayerOperatorsTest {
    private static final Size ONE = Size.square(1);
    private static final Size TWO = Size.square(2);
    private static final Size THREE = Size.square(3);
    private static final Shape MAP = Shape.of(7, 10, 4);
    private static final Shape ROW = Shape.of(6);

    @TempDir
    Path directory;

    /** One layer on an input, or several branches of it merged. */
    record Sample(Layer layer, Shape input, int branches) {

        @Override
        public String toString() {
            return layer + " on " + input;
        }
    }

    static Stream<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Padding padding : Padding.values()) {
            for (Size strides : List.of(ONE, TWO, new Size(3, 2))) {
                for (Size window : List.of(THREE, new Size(2, 5), new Size(4, 1))) {
                    on(samples, new Layer.Conv2D("x", 5, window, strides, padding, ONE, 1, Activation.LINEAR, true), MAP);
                    on(samples, new Layer.DepthwiseConv2D("x", window, strides, padding, ONE, 2, Activation.RELU, false), MAP);
                    on(samples, new Layer.MaxPooling2D("x", window, strides, padding), MAP);
                    on(samples, new Layer.AveragePooling2D("x", window, strides, padding), MAP);
                }
                Size square = new Size(strides.height(), strides.height());
                on(samples, new Layer.SeparableConv2D("x", 3, THREE, square, padding, ONE, 2, Activation.TANH, true), MAP);
            }
            on(samples, new Layer.Conv2D("x", 2, THREE, ONE, padding, TWO, 1, Activation.RELU6, true), MAP);
            on(samples, new Layer.DepthwiseConv2D("x", new Size(2, 3), ONE, padding, new Size(2, 3), 1, Activation.SWISH, true),
                    MAP);
            on(samples, new Layer.SeparableConv2D("x", 4, new Size(2, 3), ONE, padding, TWO, 1, Activation.LINEAR, false), MAP);
        }
        for (Shape shape : List.of(MAP, Shape.of(5, 6), ROW)) {
            for (Activation activation : Activation.values()) {
                on(samples, new Layer.ActivationLayer("x", activation), shape);
            }
            on(samples, new Layer.Softmax("x"), shape);
            on(samples, new Layer.Dense("x", 3, Activation.SOFTMAX, true), shape);
            on(samples, new Layer.Dense("x", 3, Activation.LINEAR, false), shape);
            on(samples, new Layer.LayerNormalization("x", 1e-3, true, true), shape);
            on(samples, new Layer.LayerNormalization("x", 1e-3, false, false), shape);
            on(samples, new Layer.PReLU("x", List.of()), shape);
            on(samples, new Layer.Rescaling("x", List.of(0.1), List.of(-1.0)), shape);
            on(samples, new Layer.Flatten("x"), shape);
            on(samples, new Layer.Dropout("x", 0.5), shape);
            for (Layer merge : List.of(new Layer.Add("x"), new Layer.Multiply("x"), new Layer.Average("x"),
                    new Layer.Maximum("x"), new Layer.Concatenate("x"))) {
                samples.add(new Sample(merge, shape, 3));
            }
            samples.add(new Sample(new Layer.Subtract("x"), shape, 2));
        }
        on(samples, new Layer.Conv2D("x", 6, THREE, TWO, Padding.SAME, ONE, 2, Activation.MISH, true), MAP);
        on(samples, new Layer.CenterCrop("x", new Size(4, 5)), MAP);
        on(samples, new Layer.CenterCrop("x", new Size(9, 5)), MAP);
        for (Size size : List.of(new Size(9, 5), new Size(3, 20), new Size(14, 8), new Size(7, 10))) {
            for (Interpolation interpolation : Interpolation.values()) {
                for (Layer.Resizing.Fit fit : Layer.Resizing.Fit.values()) {
                    on(samples, new Layer.Resizing("x", size, interpolation, false, fit, 0.7), MAP);
                    on(samples, new Layer.Resizing("x", size, interpolation, true, fit, 0), MAP);
                }
            }
        }
        for (boolean used : List.of(true, false)) {
            on(samples, new Layer.BatchNormalization("x", 1e-3, 0.99, used, !used), MAP);
            on(samples, new Layer.BatchNormalization("x", 1e-2, 0.99, used, used), MAP);
            on(samples, new Layer.BatchNormalization("x", 1e-3, 0.99, true, used), ROW);
            on(samples, new Layer.BatchNormalization("x", 1e-3, 0.99, used, true), Shape.of(5, 6));
            on(samples, new Layer.GlobalAveragePooling2D("x", used), MAP);
            on(samples, new Layer.GlobalMaxPooling2D("x", used), MAP);
        }
        for (Interpolation interpolation : Interpolation.values()) {
            on(samples, new Layer.UpSampling2D("x", new Size(2, 3), interpolation), MAP);
        }
        on(samples, new Layer.ReLU("x", Double.POSITIVE_INFINITY, 0, 0), MAP);
        on(samples, new Layer.ReLU("x", 1.5, 0, 0), MAP);
        on(samples, new Layer.ReLU("x", 1.5, 0.2, 0.3), MAP);
        on(samples, new Layer.ReLU("x", Double.POSITIVE_INFINITY, 0, 0.5), MAP);
        on(samples, new Layer.ReLU("x", Double.POSITIVE_INFINITY, 0.1, -0.5), ROW);
        on(samples, new Layer.LeakyReLU("x", 0.2), MAP);
        on(samples, new Layer.ELU("x", 0.7), MAP);
        on(samples, new Layer.PReLU("x", List.of(1, 2)), MAP);
        on(samples, new Layer.ZeroPadding2D("x", 0, 1, 2, 3), MAP);
        on(samples, new Layer.Cropping2D("x", 1, 0, 2, 3), MAP);
        on(samples, new Layer.SpatialDropout2D("x", 0.5), MAP);
        on(samples, new Layer.Rescaling("x", List.of(0.1, 2.0, -3.0, 1.0), List.of(1.0, 2.0, 3.0, 4.0)), MAP);
        on(samples, new Layer.Normalization("x", true), MAP);
        on(samples, new Layer.Normalization("x", true), ROW);
        on(samples, new Layer.Permute("x", List.of(3, 1, 2)), MAP);
        on(samples, new Layer.Permute("x", List.of(2, 1)), Shape.of(5, 6));
        on(samples, new Layer.Reshape("x", Shape.of(10, 4, 7)), MAP);
        on(samples, new Layer.Reshape("x", Shape.of(70, 4)), MAP);
        on(samples, new Layer.Reshape("x", Shape.of(2, 3, 1)), ROW);
        on(samples, new Layer.Reshape("x", Shape.of(1, 1, 6)), ROW);
        on(samples, new Layer.Reshape("x", ROW), Shape.of(1, 1, 6));
        return samples.stream();
    }

    private static void on(List<Sample> samples, Layer layer, Shape input) {
        samples.add(new Sample(layer, input, 1));
    }

    @Test
    void everyLayerThatANetworkMayHoldIsTried() {
        Set<Class<?>> tried = samples().map(sample -> sample.layer().getClass()).collect(Collectors.toSet());
        tried.add(Layer.Input.class); // is in every sample

        assertThat(tried).containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void givesWhatTheEngineGives(Sample sample) throws Exception {
        // given
        Network network = network(sample);
        Weights weights = weights(network);
        Tensor input = input(sample.input(), 2);
        Path file = directory.resolve("layer.onnx");
        // when
        OnnxWriter.write(file, network, weights, names(network), Map.of());
        // then
        try (OnnxSession session = new OnnxSession(file);
                InferenceProgram program = new SameDiffEngine().inference(network, weights, List.of(network.output()))) {
            Tensor actual = session.run(input);
            Tensor expected = program.run(Map.of("in", input)).get(network.output());
            assertThat(actual.shape()).isEqualTo(expected.shape());
            assertThat(actual.data()).usingComparatorWithPrecision(1e-4f).containsExactly(expected.data());
        }
        assertThat(OnnxReader.open(file).weights(network).tensors())
                .allSatisfy((name, tensor) -> assertThat(tensor.sameBits(weights.get(name))).as(name).isTrue());
    }

    private static Network network(Sample sample) {
        List<Node> nodes = new ArrayList<>(List.of(new Node(new Layer.Input("in", sample.input()), List.of())));
        List<String> inputs = new ArrayList<>(List.of("in"));
        for (int branch = 1; branch < sample.branches(); branch++) {
            nodes.add(new Node(new Layer.Rescaling("branch" + branch, List.of(0.5 - branch), List.of(0.1)), List.of("in")));
            inputs.add("branch" + branch);
        }
        nodes.add(new Node(sample.layer(), inputs));
        return new Network("sample", nodes, "x");
    }

    static Map<String, String> names(Network network) {
        return network.nodes().stream().collect(Collectors.toMap(Node::name, Node::name));
    }

    static Weights weights(Network network) {
        Random random = new Random(3);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        LayerWeights.of(network).forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("variance") ? 0.5f + random.nextFloat() : 0.5f * (float) random.nextGaussian();
            }
            weights.put(name, new Tensor(shape, values));
        });
        return new Weights(weights);
    }

    static Tensor input(Shape shape, int images) {
        Random random = new Random(4);
        float[] values = new float[images * (int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * (float) random.nextGaussian();
        }
        List<Integer> dimensions = new ArrayList<>(Arrays.asList(images));
        dimensions.addAll(shape.dimensions());
        return new Tensor(new Shape(dimensions), values);
    }
}
