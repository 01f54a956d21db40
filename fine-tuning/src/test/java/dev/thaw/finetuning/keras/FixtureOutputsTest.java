package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.export.ModelFile;
import dev.thaw.finetuning.export.ModelFormat;
import dev.thaw.finetuning.export.SavedModel;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;

/** What a file computes is what real Keras computed with it, also after it was written and read again. */
class FixtureOutputsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"nested.keras", "nested.h5", "operators.keras", "keras2.h5", "sequential.keras", "teachable.h5",
            "preprocessing.keras"})
    void computesWhatKerasComputed(String name) throws IOException {
        // given
        float[] expected = new ObjectMapper().readValue(FixtureFilesTest.fixture(name + ".output.json").toFile(), float[].class);

        // when
        KerasModel model = KerasFile.read(FixtureFilesTest.fixture(name));

        // then
        assertThat(output(model)).containsExactly(expected, within(1e-4f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.h5", "operators.keras", "sequential.keras", "teachable.h5", "preprocessing.keras"})
    void computesTheSameBitsAfterWritingAndReading(String name) throws IOException {
        // given
        KerasModel model = KerasFile.read(FixtureFilesTest.fixture(name));
        Path copy = directory.resolve("copy.keras");

        // when
        KerasFile.write(copy, model.network(), model.weights());

        // then
        assertThat(output(KerasFile.read(copy))).containsExactly(output(model));
    }

    /** Keras 3's hard_sigmoid is another function; the weights are the same bits all the same. */
    @ParameterizedTest
    @EnumSource
    void computesWithTheHardSigmoidOfKeras2InEveryFormat(ModelFormat format) throws IOException {
        // given
        float[] expected = new ObjectMapper().readValue(FixtureFilesTest.fixture("keras2.h5.output.json").toFile(),
                float[].class);
        KerasModel model = KerasFile.read(FixtureFilesTest.fixture("keras2.h5"));
        Path copy = directory.resolve("copy" + format.extension());

        // when
        ModelFile.write(copy, new SavedModel(model.network(), model.weights(), List.of()));

        // then
        SavedModel read = ModelFile.read(copy);
        assertThat(output(new KerasModel(read.network(), read.weights(), "3"))).containsExactly(expected, within(1e-6f));
        assertThat(read.network().node("dense").layer()).isEqualTo(new Layer.Dense("dense", 2, Activation.LINEAR, true));
        assertThat(read.network().node(read.network().output()).layer())
                .isEqualTo(new Layer.ActivationLayer("dense_hard_sigmoid", Activation.HARD_SIGMOID));
        assertThat(read.weights().get("dense/kernel").sameBits(model.weights().get("dense/kernel"))).isTrue();
    }

    private static float[] output(KerasModel model) {
        Network network = model.network();
        Shape shape = network.inputs().get(0).shape();
        float[] image = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < image.length; i++) {
            image[i] = i * (float) (255.0 / image.length);
        }
        Tensor input = Tensor.of(image, 1, shape.get(0), shape.get(1), shape.get(2));
        try (InferenceProgram program = new SameDiffEngine().inference(network, model.weights(), List.of(network.output()))) {
            return program.run(Map.of(network.inputs().get(0).name(), input)).get(network.output()).data().clone();
        }
    }
}
