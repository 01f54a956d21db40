package dev.thaw.finetuning.keras.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.ParameterCounts;

/** Every architecture against the list that real Keras gives of it, made by {@code applications_fixtures.py}. */
class ApplicationsTest {
    private static final int CLASSES = 7;

    static Stream<String> names() throws IOException {
        List<String> names = new java.util.ArrayList<>();
        catalogue().fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasTheLayersWeightsAndCountsOfKeras(String name) throws IOException {
        JsonNode expected = catalogue().get(name);
        int size = expected.get("size").asInt();

        assertThat(Applications.named(name).size()).isEqualTo(size);
        assertSame(Applications.build(name, size, true, CLASSES), expected.get("top"));
        assertSame(Applications.build(name, size, false, 0), expected.get("backbone"));
    }

    @Test
    void theCatalogueHasNothingThatIsNotHeldAgainstKerasButSqueezeNet() throws IOException {
        assertThat(Applications.names()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(names(), Stream.of("SqueezeNet1.1")).toList());
    }

    @Test
    void namesAreFoundInAnyCaseAndMobileNetsWithoutTheirFactor() {
        assertThat(Applications.named("resnet50v2").name()).isEqualTo("ResNet50V2");
        assertThat(Applications.named("MOBILENET").name()).isEqualTo("MobileNet-1.0");
        assertThat(Applications.named("MobileNetV2").name()).isEqualTo("MobileNetV2-1.0");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> Applications.build("ResNet51", 224, false, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ResNet51").hasMessageContaining("ResNet50");
    }

    @Test
    void imagesThatKerasRefusesAreRefused() {
        assertThatThrownBy(() -> Applications.build("Xception", 70, false, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 71 x 71");
        assertThatThrownBy(() -> Applications.build("VGG16", 224, true, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 classes");
    }

    private static void assertSame(Network network, JsonNode expected) {
        List<String> layers = network.nodes().stream()
                .map(node -> node.name() + " " + className(node) + " " + network.shapeOf(node.name())).toList();
        List<String> weights = LayerWeights.of(network).entrySet().stream()
                .map(weight -> weight.getKey() + " " + weight.getValue()).toList();
        ParameterCounts counts = ParameterCounts.of(network);
        assertThat(counts.total()).isEqualTo(expected.get("parameters").asLong());
        assertThat(counts.trainable()).isEqualTo(expected.get("trainable").asLong());
        assertThat(sha256(layers)).as("layers %s", layers).isEqualTo(expected.get("layers").asText());
        assertThat(sha256(weights)).as("weights %s", weights).isEqualTo(expected.get("weights").asText());
    }

    private static String className(Node node) {
        if (node.layer() instanceof Layer.Input) {
            return "InputLayer";
        }
        return node.layer() instanceof Layer.ActivationLayer ? "Activation" : node.layer().getClass().getSimpleName();
    }

    private static String sha256(List<String> lines) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode catalogue() throws IOException {
        try (InputStream json = ApplicationsTest.class.getResourceAsStream("/applications/catalogue.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
