package dev.thaw.finetuning.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.export.onnx.OnnxSession;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;

/** Published networks as ONNX, in ONNX Runtime. */
class PublishedNetworksTest {
    private static final Path WEIGHTS = Path.of(System.getProperty("thaw.root", "."), "..", "shared", "weights");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"mobilenet_v1_0.25_224", "resnet8_cifar10"})
    void givesTheProbabilitiesThatTheirOwnFrameworkGave(String name) throws Exception {
        // given
        JsonNode golden = new ObjectMapper().readTree(golden(name, "meta.json").toFile());
        Map.Entry<String, JsonNode> expected = golden.get("outputs").properties().stream()
                .filter(output -> output.getValue().size() == 2).findFirst().orElseThrow();
        Path onnx = directory.resolve("model.onnx");
        // when
        ModelFile.write(onnx, ModelFile.read(WEIGHTS.resolve(name + ".h5")));
        // then
        try (OnnxSession session = new OnnxSession(onnx)) {
            Tensor actual = session.run(floats(name, "input", golden.get("input").get("shape")));
            assertThat(actual.data()).usingComparatorWithPrecision(1e-5f)
                    .containsExactly(floats(name, expected.getKey(), expected.getValue()).data());
        }
    }

    /** With the preprocessing inside, on raw pixels; in {@code .keras} and back, as a model that is handed on. */
    @Test
    void aBaseGivesWhatTheEngineGives() throws Exception {
        Path file = WEIGHTS.resolve("squeezenet_v1.1_227_imagenet_notop_gap.h5");
        assumeThat(file).exists();
        BaseModel base = BaseModelReader.read(file, null).resized(67, 61);
        Path keras = directory.resolve("model.keras");
        Path onnx = directory.resolve("model.onnx");
        ModelFile.write(keras, new SavedModel(base.backbone(), base.weights(), List.of()));

        ModelFile.write(onnx, ModelFile.read(keras));

        Tensor pixels = pixels(base.backbone().inputs().get(0).shape());
        try (OnnxSession session = new OnnxSession(onnx)) {
            Tensor expected = engine(base, pixels);
            Tensor actual = session.run(pixels);
            assertThat(actual.shape()).isEqualTo(expected.shape());
            float largest = 0;
            for (float value : expected.data()) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(actual.data()).usingComparatorWithPrecision(1e-5f * largest).containsExactly(expected.data());
        }
    }

    private static Tensor engine(BaseModel base, Tensor pixels) {
        Network network = base.backbone();
        try (InferenceProgram program = new SameDiffEngine().inference(network, base.weights(), List.of(network.output()))) {
            return program.run(Map.of(network.inputs().get(0).name(), pixels)).get(network.output());
        }
    }

    private static Tensor pixels(Shape image) {
        Random random = new Random(5);
        float[] values = new float[3 * (int) image.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Tensor.of(values, 3, image.get(0), image.get(1), image.get(2));
    }

    private static Path golden(String name, String file) {
        Path path = WEIGHTS.resolve("golden").resolve(name).resolve(file);
        assumeThat(path).exists();
        return path;
    }

    private static Tensor floats(String name, String file, JsonNode shape) throws IOException {
        byte[] bytes = Files.readAllBytes(golden(name, file + ".f32"));
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Tensor(Shape.of(new ObjectMapper().convertValue(shape, Integer[].class)), values);
    }
}
