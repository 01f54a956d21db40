package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.ParameterCounts;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;

/** Real pre-trained files; they are not part of the project, so these tests are skipped where they are missing. */
class PublishedWeightsTest {
    private static final String MOBILENET = "mobilenet_v1_0.25_224.h5";
    private static final String SQUEEZENET = "squeezenet_v1.1_227_imagenet_notop_gap.h5";

    @ParameterizedTest
    @CsvSource({
            "mobilenet_v1_0.25_224.h5, 475544, 470072, predictions, 1000",
            "mobilenet_v1_0.25_96_visual_wake_words.h5, 221794, 216322, dense, 2",
            "resnet8_cifar10.h5, 78666, 78186, dense, 10",
            "squeezenet_v1.1_227_imagenet_notop_gap.h5, 722496, 722496, gap, 512"})
    void readsAWholeModelWithEveryParameter(String name, long total, long trainable, String output, int classes)
            throws IOException {
        // given
        Path file = weights(name);

        // when
        KerasModel model = KerasFile.read(file);

        // then
        assertThat(ParameterCounts.of(model.network())).isEqualTo(new ParameterCounts(total, trainable));
        assertThat(model.network().output()).isEqualTo(output);
        assertThat(model.network().outputShape()).isEqualTo(Shape.of(classes));
        assertThat(model.weights().tensors().keySet())
                .containsExactlyElementsOf(LayerWeights.of(model.network()).keySet());
    }

    @ParameterizedTest
    @CsvSource({
            "mobilenet_v1_0.25_224.h5, TF, conv_pw_13_relu, '7,7,256', 218544",
            "mobilenet_v1_0.25_96_visual_wake_words.h5, UNIT, activation_26, '3,3,256', 221280",
            "resnet8_cifar10.h5, NONE, activation_6, '8,8,64', 78016",
            "squeezenet_v1.1_227_imagenet_notop_gap.h5, CAFFE, fire9_concat, '13,13,512', 722496"})
    void cutsTheTopOffAndRecognisesThePreprocessing(String name, Preprocessing expected, String end, String shape,
            long parameters)
            throws IOException {
        // given
        Path file = weights(name);

        // when
        BaseModel base = BaseModelReader.read(file, null);

        // then
        assertThat(base.preprocessing()).isEqualTo(expected);
        assertThat(base.backbone().output()).isEqualTo(end);
        assertThat(base.backbone().outputShape())
                .isEqualTo(new Shape(List.of(shape.split(",")).stream().map(Integer::valueOf).toList()));
        assertThat(ParameterCounts.of(base.backbone()).total()).isEqualTo(parameters);
        assertThat(base.backbone().contains("thaw_rescaling")).isEqualTo(expected != Preprocessing.NONE);
        assertThat(base.sha256()).hasSize(64);
    }

    @Test
    void swapsTheFirstKernelForANetworkTrainedOnBgr() throws IOException {
        // given
        Path file = weights(SQUEEZENET);
        Tensor asInFile = KerasFile.read(file).weights().get("conv1/kernel");

        // when
        BaseModel base = BaseModelReader.read(file, null);

        // then
        Tensor swapped = base.weights().get("conv1/kernel");
        assertThat(swapped.data()[0]).isEqualTo(asInFile.data()[2 * 64]);
        assertThat(swapped.data()[2 * 64 + 5]).isEqualTo(asInFile.data()[5]);
        assertThat(swapped.data()[64 + 7]).isEqualTo(asInFile.data()[64 + 7]);
        Layer.Rescaling rescaling = (Layer.Rescaling) base.backbone().node("thaw_rescaling").layer();
        assertThat(rescaling.offset()).containsExactly(-123.68, -116.779, -103.939);
    }

    @Test
    void readsTheValuesThatAreInTheFile() throws IOException {
        // given
        Path file = weights(MOBILENET);

        // when
        Tensor variance = KerasFile.read(file).weights().get("conv1_bn/moving_variance");

        // then: read with h5py
        assertThat(variance.data()[0]).isEqualTo(4.5232806f);
    }

    @Test
    void isRemadeForAnotherImageSize() throws IOException {
        // given
        BaseModel base = BaseModelReader.read(weights(MOBILENET), null);

        // when
        BaseModel smaller = base.resized(160, 128);

        // then
        assertThat(smaller.backbone().outputShape()).isEqualTo(Shape.of(5, 4, 256));
        assertThat(smaller.weights()).isSameAs(base.weights());
    }

    @ParameterizedTest
    @CsvSource({
            "mobilenet_2_5_224_tf_weights_only_notop.h5, mobilenet_v1_0.25_224.h5, 224",
            "squeezenet_v1.1_weights_only_notop.h5, squeezenet_v1.1_227_imagenet_notop_gap.h5, 227"})
    void weightsAloneMakeTheSameBaseAsTheWholeModel(String weightsOnly, String whole, int size) throws IOException {
        // given
        BaseModel expected = BaseModelReader.read(weights(whole), null);

        // when
        BaseModel base = BaseModelReader.read(weights(weightsOnly), null);

        // then
        assertThat(base.preprocessing()).isEqualTo(expected.preprocessing());
        assertThat(base.backbone().inputs().get(0).shape()).isEqualTo(Shape.of(size, size, 3));
        assertThat(features(base)).containsExactly(features(expected), org.assertj.core.data.Offset.offset(1e-6f));
    }

    private static float[] features(BaseModel base) {
        Shape image = base.backbone().inputs().get(0).shape();
        float[] pixels = new float[Math.toIntExact(image.elements())];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 7919 % 256;
        }
        Tensor batch = Tensor.of(pixels, 1, image.get(0), image.get(1), 3);
        String output = base.backbone().output();
        try (InferenceProgram program = new SameDiffEngine().inference(base.backbone(), base.weights(), List.of(output))) {
            return program.run(Map.of(base.backbone().inputs().get(0).name(), batch)).get(output).data();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested_keras3.keras", "nested_keras3.h5"})
    void refusesALayerThatSharesItsWeightsBetweenUses(String name) {
        // given
        Path file = shared("facts", "keras", name);

        // when, then
        assertThatThrownBy(() -> KerasFile.read(file)).isInstanceOf(KerasFileException.class)
                .hasMessage(name + ": layer inner_fn (Functional) is used 2 times; layers that share their weights between"
                        + " uses are not supported");
    }

    private static Path weights(String name) {
        return shared("weights", name);
    }

    private static Path shared(String... path) {
        Path file = Path.of(System.getProperty("thaw.root"), "..", "shared").resolve(Path.of("", path));
        assumeTrue(Files.exists(file), () -> file + " is not there");
        return file;
    }
}
