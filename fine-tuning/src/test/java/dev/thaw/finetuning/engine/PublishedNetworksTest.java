package dev.thaw.finetuning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.KerasModel;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;

/** The engine on published networks, against the activations that their own framework gave. */
class PublishedNetworksTest {
    private static final Path WEIGHTS = Path.of(System.getProperty("thaw.root", "."), "..", "shared", "weights");
    private final Engine engine = new SameDiffEngine();

    @ParameterizedTest
    @CsvSource({"mobilenet_v1_0.25_224", "resnet8_cifar10"})
    void givesTheExpectedProbabilities(String name) throws IOException {
        KerasModel model = model(name);
        JsonNode golden = new ObjectMapper().readTree(WEIGHTS.resolve("golden").resolve(name).resolve("meta.json").toFile());
        Set<String> layers = new LinkedHashSet<>();
        golden.get("outputs").fieldNames().forEachRemaining(layers::add);
        layers.add(model.network().output());
        Tensor input = floats(name, "input", golden.get("input").get("shape"));
        try (InferenceProgram program = engine.inference(model.network(), model.weights(), List.copyOf(layers))) {

            Map<String, Tensor> outputs = program.run(Map.of(model.network().inputs().get(0).name(), input));

            golden.get("outputs").properties().forEach(expected -> {
                boolean probabilities = expected.getValue().size() == 2;
                Tensor actual = outputs.get(probabilities ? model.network().output() : expected.getKey());
                assertThat(largestDifference(actual.data(), floats(name, expected.getKey(), expected.getValue()).data()))
                        .as(expected.getKey()).isLessThan(probabilities ? 1e-4 : 1e-3);
            });
        }
    }

    /** In a deep network single units flip at the kink of a ReLU; a direction that many weights share does not care. */
    @Test
    void theGradientOfAThawedMobileNetIsTheSlopeOfItsLoss() throws IOException {
        KerasModel model = model("mobilenet_v1_0.25_224");
        Tensor images = floats("mobilenet_v1_0.25_224", "input",
                new ObjectMapper().createArrayNode().add(8).add(224).add(224).add(3));
        Map<String, Tensor> input = Map.of(model.network().inputs().get(0).name(), images);
        float[] oneHot = new float[8 * 1000];
        for (int i = 0; i < 8; i++) {
            oneHot[i * 1000 + 17 * i] = 1;
        }
        Tensor targets = Tensor.of(oneHot, 8, 1000);
        float[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
        Set<String> trainable = trainableFrom(model, "conv_pw_11");
        try (TrainingProgram program = engine.training(model.network().upTo(lastBeforeReshape(model)), model.weights(),
                trainable, LossOptions.PLAIN)) {
            TrainingProgram.Gradients here = program.gradients(input, targets, ones, 1);
            double slope = here.byWeight().values().stream().mapToDouble(PublishedNetworksTest::squaredNorm).sum();
            double step = 1e-3 * here.loss() / slope;

            double above = lossAfter(program, here, step, input, targets, ones);
            double below = lossAfter(program, here, -2 * step, input, targets, ones);

            assertThat((above - below) / (2 * step)).isCloseTo(slope, org.assertj.core.data.Percentage.withPercentage(0.5));
        }
    }

    private static double lossAfter(TrainingProgram program, TrainingProgram.Gradients direction, double step,
            Map<String, Tensor> input, Tensor targets, float[] ones) {
        program.update((weights, latest) -> weights.forEach((weight, value) -> {
            float[] gradient = direction.byWeight().get(weight).data();
            for (int i = 0; i < gradient.length; i++) {
                value.data()[i] += (float) (step * gradient[i]);
            }
        }));
        return program.gradients(input, targets, ones, 1).loss();
    }

    private static String lastBeforeReshape(KerasModel model) {
        return model.network().output();
    }

    static Set<String> trainableFrom(KerasModel model, String lowest) {
        List<String> names = model.network().nodes().stream().map(Node::name).toList();
        Set<String> trainable = new LinkedHashSet<>();
        for (Node node : model.network().nodes().subList(names.indexOf(lowest), names.size())) {
            if (!(node.layer() instanceof Layer.Input)) {
                model.weights().tensors().keySet().stream().filter(w -> w.startsWith(node.name() + "/"))
                        .filter(w -> !w.contains("/moving_")).forEach(trainable::add);
            }
        }
        return trainable;
    }

    static KerasModel model(String name) throws IOException {
        Path file = WEIGHTS.resolve(name + ".h5");
        assumeThat(file).exists();
        return KerasFile.read(file);
    }

    private static double squaredNorm(Tensor tensor) {
        double sum = 0;
        for (float value : tensor.data()) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static double largestDifference(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            largest = difference <= largest ? largest : difference;
        }
        return largest;
    }

    private static Tensor floats(String name, String file, JsonNode shape) {
        try {
            byte[] bytes = Files.readAllBytes(WEIGHTS.resolve("golden").resolve(name).resolve(file + ".f32"));
            float[] values = new float[bytes.length / 4];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return new Tensor(Shape.of(new ObjectMapper().convertValue(shape, Integer[].class)), values);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
