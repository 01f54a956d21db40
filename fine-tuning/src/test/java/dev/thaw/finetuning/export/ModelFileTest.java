package dev.thaw.finetuning.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.thaw.finetuning.export.onnx.OnnxSession;
import dev.thaw.finetuning.export.onnx.OnnxWriter;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.keras.SampleNetworks;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.safetensors.Safetensors;

class ModelFileTest {
    private static final List<String> LABELS = List.of("good", "scratch, deep", "\"dent\"");

    @TempDir
    Path directory;

    private final Network network = SampleNetworks.everyLayer();
    private final Weights weights = SampleNetworks.weights(network, 1);

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItWroteBitByBit(ModelFormat format) throws IOException {
        // given
        Path file = directory.resolve("model" + format.extension());
        // when
        ModelFile.write(file, new SavedModel(network, weights, LABELS));
        SavedModel read = ModelFile.read(file);
        // then
        assertThat(layers(read.network())).isEqualTo(layers(network));
        assertThat(read.weights().tensors()).hasSameSizeAs(weights.tensors());
        weights.tensors().forEach((name, tensor) -> assertThat(read.weights().get(written(name)).sameBits(tensor))
                .as(name).isTrue());
        assertThat(read.labels()).isEqualTo(format.holdsLabels() ? LABELS : List.of());
        assertThat(directory.toFile().list()).containsExactly(file.getFileName().toString());
    }

    @ParameterizedTest
    @EnumSource
    void writesTheSameBytesForTheSameModel(ModelFormat format) throws IOException {
        Path one = directory.resolve("one" + format.extension());
        Path two = directory.resolve("two" + format.extension());

        ModelFile.write(one, new SavedModel(network, weights, LABELS));
        ModelFile.write(two, new SavedModel(network, weights, LABELS));

        assertThat(one).hasSameBinaryContentAs(two);
    }

    @ParameterizedTest
    @EnumSource
    void everyCutOffFileIsRefusedWithASentence(ModelFormat format) throws IOException {
        // given
        Path file = directory.resolve("model" + format.extension());
        ModelFile.write(file, new SavedModel(network, weights, LABELS));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            // when
            Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length - 8)));
            // then
            assertThatThrownBy(() -> ModelFile.read(file))
                    .isInstanceOfAny(ModelFileException.class, KerasFileException.class)
                    .hasMessageStartingWith(file.getFileName() + ": ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileWithWrongBytesIsReadOrRefusedWithASentence(ModelFormat format) throws IOException {
        // given
        Path file = directory.resolve("model" + format.extension());
        ModelFile.write(file, new SavedModel(network, weights, LABELS));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(2);
        for (int i = 0; i < 40; i++) {
            byte[] damaged = whole.clone();
            for (int flip = 0; flip < 20; flip++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            // when
            Files.write(file, damaged);
            try {
                ModelFile.read(file);
            } catch (ModelFileException | KerasFileException e) {
                // then
                assertThat(e).hasMessageStartingWith(file.getFileName() + ": ");
            }
        }
    }

    @Test
    void onnxSaysItsLabelsAndItsImagesToOthers() throws Exception {
        // given
        Path file = directory.resolve("model.onnx");
        // when
        ModelFile.write(file, new SavedModel(network, weights, LABELS));
        // then
        try (OnnxSession session = new OnnxSession(file)) {
            assertThat(session.metadata()).containsEntry("labels", "[\"good\",\"scratch, deep\",\"\\\"dent\\\"\"]")
                    .containsEntry("preprocessing", "{\"channels\":\"RGB\",\"range\":[0,255],\"layout\":\"NHWC\","
                            + "\"height\":24,\"width\":20,\"scaling\":\"none, it is inside the model\"}");
            assertThat(session.input()).isEqualTo("image");
            assertThat(session.output()).isEqualTo("softmax");
        }
    }

    @Test
    void filesOfOthersAreRefused() throws IOException {
        // given
        Path onnx = directory.resolve("theirs.onnx");
        OnnxWriter.write(onnx, network, weights,
                network.nodes().stream().collect(Collectors.toMap(Node::name, node -> node.name().replace('/', '_'))), Map.of());
        Path safetensors = directory.resolve("theirs.safetensors");
        Files.write(safetensors, Safetensors.write(Map.of("w", Tensor.of(new float[2], 2)), Map.of("format", "pt")));
        Path none = Files.writeString(directory.resolve("model.pt"), "");
        // when, then
        assertThatThrownBy(() -> ModelFile.read(onnx)).hasMessage("theirs.onnx: does not hold a network that Thaw wrote (its"
                + " metadata has no keras_config); only such .onnx files are read, bring the Keras file instead");
        assertThatThrownBy(() -> ModelFile.read(safetensors)).hasMessageContaining("only such .safetensors files are read");
        assertThatThrownBy(() -> ModelFile.read(none)).hasMessage("model.pt: has no extension of a model file; known are .keras,"
                + " .h5, .onnx, .safetensors");
    }

    private static String written(String name) {
        int end = name.lastIndexOf('/');
        return name.substring(0, end).replace('/', '_') + name.substring(end);
    }

    /** By name, without regard to the order, in which Keras has its own will. */
    private static Map<String, String> layers(Network network) {
        return network.nodes().stream().collect(Collectors.toMap(node -> node.name().replace('/', '_'),
                node -> (node.layer() + " <- " + node.inputs()).replace('/', '_')));
    }
}
