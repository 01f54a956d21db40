package dev.thaw.finetuning.keras.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.LossOptions;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.engine.TrainingProgram;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** One architecture of each family in the engine, against what real Keras computed in float64 ({@code applications_fixtures.py}). */
class ApplicationsParityTest {
    private static final int CLASSES = 7;

    @ParameterizedTest
    @ValueSource(strings = {"VGG16", "ResNet50", "ResNet50V2", "MobileNet-0.25", "MobileNetV2-0.35", "DenseNet121", "Xception",
            "InceptionV3", "EfficientNetB0", "NASNetMobile"})
    void givesTheOutputsAndGradientsOfKeras(String name) throws IOException {
        JsonNode expected = expected(name);
        Network network = Applications.named(name).classifier(expected.get("height").asInt(), expected.get("width").asInt(),
                CLASSES);
        Weights weights = FormulaNumbers.weights(network, expected.get("kernel_variance").asDouble());
        int batch = expected.get("batch").asInt();
        Map<String, Tensor> images = Map.of("input_layer", images(name, batch, network.inputs().get(0).shape()));

        assertFeatures(expected.get("features"), network, weights, images);
        assertGradients(expected, withoutDropout(network), weights, images, batch);
    }

    private static void assertFeatures(JsonNode expected, Network network, Weights weights, Map<String, Tensor> images) {
        String layer = expected.get("layer").asText();
        try (InferenceProgram program = new SameDiffEngine().inference(network.upTo(layer), weights, List.of(layer))) {
            float[] features = program.run(images).get(layer).data();
            double norm = expected.get("norm").asDouble();
            double typical = norm / Math.sqrt(features.length);
            assertThat(FormulaNumbers.norm(features) / norm).as("norm").isCloseTo(1, within(1e-5));
            assertThat((FormulaNumbers.product("features", features) - expected.get("product").asDouble()) / norm)
                    .as("product").isCloseTo(0, within(1e-5));
            for (int i = 0; i < expected.get("first").size(); i++) {
                assertThat((double) features[i]).as("feature " + i).isCloseTo(expected.get("first").get(i).asDouble(),
                        within(1e-5 * Math.max(1, typical)));
            }
        }
    }

    private static void assertGradients(JsonNode expected, Network network, Weights weights, Map<String, Tensor> images,
            int batch) {
        Set<String> trainable = LayerWeights.of(network).keySet().stream().filter(weight -> !LayerWeights.neverTrainable(weight))
                .collect(Collectors.toSet());
        float[] targets = new float[batch * CLASSES];
        for (int image = 0; image < batch; image++) {
            targets[image * CLASSES + image % CLASSES] = 1;
        }
        float[] ones = new float[batch];
        java.util.Arrays.fill(ones, 1);
        try (TrainingProgram program = new SameDiffEngine().training(network, weights, trainable, LossOptions.PLAIN)) {
            TrainingProgram.Gradients gradients = program.gradients(images, Tensor.of(targets, batch, CLASSES), ones, 0);

            for (int i = 0; i < expected.get("probabilities").size(); i++) {
                assertThat((double) gradients.probabilities().data()[i]).as("probability " + i)
                        .isCloseTo(expected.get("probabilities").get(i).asDouble(), within(1e-5));
            }
            assertThat(gradients.loss()).isCloseTo(expected.get("loss").asDouble(), within(1e-5));
            assertThat(gradients.byWeight().keySet()).containsExactlyInAnyOrderElementsOf(
                    (Iterable<String>) expected.get("gradients")::fieldNames);
            expected.get("gradients").properties().forEach(gradient -> assertGradient(gradient.getKey(), gradient.getValue(),
                    gradients.byWeight().get(gradient.getKey()).data()));
        }
    }

    private static void assertGradient(String weight, JsonNode expected, float[] gradient) {
        double norm = expected.get("norm").asDouble();
        assertThat(FormulaNumbers.norm(gradient) / norm).as("norm of the gradient of " + weight).isCloseTo(1, within(1e-4));
        assertThat((FormulaNumbers.product(weight, gradient) - expected.get("product").asDouble()) / norm)
                .as("gradient of " + weight).isCloseTo(0, within(1e-4));
    }

    /** Keras was asked for gradients in inference mode, where dropout does nothing. */
    private static Network withoutDropout(Network network) {
        return new Network(network.name(), network.nodes().stream()
                .map(node -> node.layer() instanceof Layer.Dropout
                        ? new Node(new Layer.ActivationLayer(node.name(), Activation.LINEAR), node.inputs())
                        : node)
                .toList(), network.output());
    }

    private static Tensor images(String name, int batch, Shape shape) {
        Shape batched = Shape.of(batch, shape.get(0), shape.get(1), shape.get(2));
        boolean rawPixels = name.startsWith("EfficientNet");
        return FormulaNumbers.spread("images", batched, rawPixels ? 127.5 : 0, rawPixels ? 127.5 : 1);
    }

    private static JsonNode expected(String name) throws IOException {
        try (InputStream json = ApplicationsParityTest.class.getResourceAsStream("/applications/" + name + ".json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
