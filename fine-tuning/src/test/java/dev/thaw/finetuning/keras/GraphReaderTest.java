package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/** What a configuration may say and what not: a refusal is one sentence that names file, layer and class. */
class GraphReaderTest {
    private static final String INPUT = "{'class_name': 'InputLayer', 'config': {'name': 'x', 'batch_input_shape': [null, 8, 8, 3]}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "Lambda | 'function': 'abc' | layer one (Lambda) is of a class that is not supported",
            "Custom>Scale | | layer one (Custom>Scale) is of a class that is not supported",
            "Conv2D | 'filters': 4 | layer one (Conv2D) has no kernel_size",
            "Conv2D | 'filters': 0, 'kernel_size': 3 | layer one (Conv2D) has filters = 0 where a whole number of at least 1 should be",
            "Conv2D | 'filters': 'many', 'kernel_size': 3 | layer one (Conv2D) has filters = \"many\" where a whole number should be",
            "Conv2D | 'filters': 4, 'kernel_size': 9 | layer one (Conv2D) cannot be built: layer one (Conv2D) has a window larger than its input (8, 8, 3)",
            "Conv2D | 'filters': 4, 'kernel_size': 3, 'groups': 2 | layer one (Conv2D) cannot be built: layer one (Conv2D) has 2 groups, which divide",
            "Conv2D | 'filters': 4, 'kernel_size': 3, 'activation': 'glu' | layer one (Conv2D) uses the activation glu, which is not supported",
            "Conv2D | 'filters': 4, 'kernel_size': 3, 'data_format': 'channels_first' | layer one (Conv2D) has its channels first",
            "UpSampling2D | 'size': 2000000000 | layer one (UpSampling2D) cannot be built: integer overflow",
            "UpSampling2D | 'size': 20000 | layer one (UpSampling2D) gives (160000, 160000, 3) per image, more numbers than fit into memory",
            "ZeroPadding2D | 'padding': 2000000000 | layer one (ZeroPadding2D) cannot be built: integer overflow",
            "Resizing | 'height': 4, 'width': 4, 'interpolation': 'area' | layer one (Resizing) interpolates by area; supported are nearest, bilinear, bicubic, lanczos3, lanczos5",
            "Resizing | 'height': 4, 'width': 4, 'pad_to_aspect_ratio': true, 'crop_to_aspect_ratio': true | layer one (Resizing) both crops and pads to the aspect ratio",
            "Activation | 'activation': {'class_name': 'ReLU', 'config': {'max_value': 3}} | layer one (Activation) uses the activation ReLU with other parameters"
    })
    void refusesALayerInOneSentence(String className, String config, String sentence) {
        String layer = "{'class_name': '" + className + "', 'config': {'name': 'one'" + (config == null ? "" : ", " + config)
                + "}}";

        assertThatThrownBy(() -> read("{'class_name': 'Sequential', 'config': {'layers': [" + INPUT + ", " + layer + "]}}"))
                .isInstanceOf(KerasFileException.class).hasMessageStartingWith("model.h5: " + sentence);
    }

    @Test
    void takesALayerWithoutWeightsAsOftenAsItIsCalled() throws IOException {
        Network network = read(functional(layer("ReLU", "relu", "[['x', 0, 0, {}]], [['relu', 0, 0, {}]], [['relu', 1, 0, {}]]"),
                layer("Add", "sum", "[['relu', 0, 0, {}], ['relu', 2, 0, {}]]"), "sum"));

        assertThat(network.nodes()).extracting(Node::name).containsExactly("x", "relu", "relu_1", "relu_2", "sum");
        assertThat(network.node("relu_2").inputs()).containsExactly("relu_1");
        assertThat(network.node("sum").inputs()).containsExactly("relu", "relu_2");
    }

    @Test
    void refusesALayerThatSharesItsWeightsBetweenUses() {
        assertThatThrownBy(
                () -> read(functional(layer("PReLU", "twice", "[['x', 0, 0, {}]], [['twice', 0, 0, {}]]"), null, "twice")))
                .hasMessage("model.h5: layer twice (PReLU) is used 2 times;"
                        + " layers that share their weights between uses are not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested_keras3.keras", "nested_keras3.h5"})
    void refusesAModelThatSharesItsWeightsBetweenUses(String name) {
        Path file = Path.of(System.getProperty("thaw.root"), "..", "shared", "facts", "keras", name);
        Assumptions.assumeTrue(Files.exists(file));

        assertThatThrownBy(() -> KerasFile.read(file)).isInstanceOf(KerasFileException.class)
                .hasMessageContaining(
                        " (Functional) is used 2 times; layers that share their weights between uses are not supported");
    }

    @Test
    void refusesLoopsMissingLayersAndNamesThatStandTwice() {
        assertThatThrownBy(
                () -> read(functional(layer("ReLU", "a", "[['b', 0, 0, {}]]"), layer("ReLU", "b", "[['a', 0, 0, {}]]"), "b")))
                .hasMessage("model.h5: layer a (ReLU) takes its input from layers that are missing or form a loop");
        assertThatThrownBy(
                () -> read(functional(layer("ReLU", "a", "[['x', 0, 0, {}]]"), layer("ReLU", "a", "[['x', 0, 0, {}]]"), "a")))
                .hasMessage("model.h5: layer a (ReLU) has the name of another layer; names must differ within a model");
        assertThatThrownBy(() -> read(functional(layer("ReLU", "a", "[['x', 0, 0, {}]]"), null, "c")))
                .hasMessage("model.h5: output 0 of layer c is used, but there is no such output");
    }

    @Test
    void ordersThousandsOfLayersThatStandBackToFront() throws IOException {
        StringBuilder layers = new StringBuilder(INPUT);
        IntStream.iterate(3_000, number -> number > 0, number -> number - 1)
                .forEach(number -> layers.append(", ").append(layer("ReLU", "r" + number,
                        "[['" + (number == 1 ? "x" : "r" + (number - 1)) + "', 0, 0, {}]]")));

        Network network = read("{'class_name': 'Model', 'config': {'layers': [" + layers
                + "], 'input_layers': [['x', 0, 0]], 'output_layers': [['r3000', 0, 0]]}}");

        assertThat(network.nodes()).hasSize(3_001);
        assertThat(network.nodes().get(2).name()).isEqualTo("r2");
    }

    private static String layer(String className, String name, String calls) {
        return "{'class_name': '" + className + "', 'config': {'name': '" + name + "'}, 'inbound_nodes': [" + calls + "]}";
    }

    private static String functional(String one, String other, String output) {
        return "{'class_name': 'Functional', 'config': {'layers': [" + INPUT + ", " + one + (other == null ? "" : ", " + other)
                + "], 'input_layers': [['x', 0, 0]], 'output_layers': [['" + output + "', 0, 0]]}}";
    }

    private static Network read(String json) throws IOException {
        return new GraphReader(Path.of("model.h5"), false).read(new ObjectMapper().readTree(json.replace('\'', '"')));
    }
}
