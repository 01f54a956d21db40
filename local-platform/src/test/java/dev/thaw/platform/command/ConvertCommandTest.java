package dev.thaw.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.export.ModelFile;
import dev.thaw.finetuning.export.SavedModel;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.platform.demo.SampleImages;

class ConvertCommandTest {
    @TempDir
    Path directory;
    private SavedModel original;

    @BeforeEach
    void aModel() throws IOException {
        try (InputStream base = SampleImages.class.getResourceAsStream("/demo/textures.keras")) {
            Files.copy(base, directory.resolve("model.keras"));
        }
        original = ModelFile.read(directory.resolve("model.keras"));
    }

    @Test
    void throughEveryFormatAndBackTheWeightsAreTheSameBits() throws IOException {
        Path file = directory.resolve("model.keras");
        for (String extension : List.of("onnx", "h5", "safetensors", "keras")) {
            Path next = directory.resolve("steps").resolve("model." + extension);

            assertThat(thaw("convert", file, next)).isEmpty();

            file = next;
        }
        SavedModel read = ModelFile.read(file);
        assertThat(read.network().nodes()).isEqualTo(original.network().nodes());
        assertSameBits(read.weights(), original.weights());
    }

    @Test
    void labelsAreTakenAlong() throws IOException {
        // given
        int outputs = original.network().outputShape().channels();
        List<String> labels = java.util.stream.IntStream.range(0, outputs).mapToObj(i -> "label " + i).toList();
        Files.write(directory.resolve("labels.txt"), labels);
        // when
        thaw("convert", directory.resolve("model.keras"), directory.resolve("there/model.onnx"));
        thaw("convert", directory.resolve("there/model.onnx"), directory.resolve("back/model.h5"));
        // then
        assertThat(ModelFile.read(directory.resolve("there/model.onnx")).labels()).isEqualTo(labels);
        assertThat(directory.resolve("there/labels.txt")).doesNotExist();
        assertThat(directory.resolve("back/labels.txt")).hasContent(String.join("\n", labels));
    }

    @Test
    void whatCannotBeDoneIsSaidInOneSentence() throws IOException {
        Path foreign = Files.write(directory.resolve("foreign.onnx"), new byte[0]);

        assertThat(thaw("convert", directory.resolve("model.keras"), directory.resolve("model.pt")))
                .isEqualTo("model.pt: has no extension of a model file; known are .keras, .h5, .onnx, .safetensors\n");
        assertThat(thaw("convert", foreign, directory.resolve("x.keras"))).startsWith("foreign.onnx: does not hold a network");
        assertThat(thaw("convert", directory.resolve("none.keras"), directory.resolve("x.onnx")))
                .startsWith("there is no model ").endsWith("none.keras\n");
        assertThat(thaw("convert", directory.resolve("model.keras"), directory.resolve("x.onnx"), "--architecture", "VGG16"))
                .isEqualTo("model.keras: is a whole model, which has its own architecture; leave --architecture away\n");
        assertThat(thaw("convert", directory.resolve("model.keras"), directory.resolve("x.onnx"), "--architecture", "VGG61"))
                .startsWith("there is no architecture VGG61; did you mean VGG16");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("model.keras", "foreign.onnx");
    }

    /** Runs a command; returns what it said on standard error, which is nothing if and only if it did what was asked. */
    private static String thaw(Object... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream standardError = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int status = Thaw.commandLine()
                    .execute(java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
            String message = said.toString(StandardCharsets.UTF_8);
            assertThat(status == 0).as(message).isEqualTo(message.isEmpty());
            return message;
        } finally {
            System.setErr(standardError);
        }
    }

    private static void assertSameBits(Weights actual, Weights expected) {
        assertThat(actual.tensors()).hasSameSizeAs(expected.tensors());
        expected.tensors()
                .forEach((name, tensor) -> assertThat(actual.get(name).sameBits(tensor)).as(name).isTrue());
    }
}
