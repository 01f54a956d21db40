package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** Files made by {@code src/test/python/make_keras_fixtures.py}. */
class FixtureFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"nested.keras", "nested.h5"})
    void opensNestedModelsAndLeavesAugmentationOut(String name) throws IOException {
        // when
        KerasModel model = KerasFile.read(fixture(name));

        // then
        assertThat(model.network().nodes()).extracting(Node::name).containsExactly("image", "rescaling", "normalization", "conv",
                "bn", "relu", "sep", "add", "block_conv", "leaky", "pool", "dropout", "head");
        assertThat(model.network().node("block_conv").inputs()).containsExactly("add");
        assertThat(model.network().outputShape()).isEqualTo(Shape.of(2));
        assertThat(model.weights().tensors()).hasSize(14);
        assertThat(model.weights().get("normalization/variance").data()).containsExactly(1, 1.5f, 2);
        assertThat(model.kerasVersion()).startsWith("3.");
    }

    @Test
    void readsTheSameWeightsFromBothFormats() throws IOException {
        // when
        KerasModel archive = KerasFile.read(fixture("nested.keras"));
        KerasModel hdf5 = KerasFile.read(fixture("nested.h5"));

        // then
        assertThat(archive.weights().tensors()).hasSameSizeAs(hdf5.weights().tensors());
        archive.weights().tensors()
                .forEach((weight, tensor) -> assertThat(hdf5.weights().get(weight).sameBits(tensor)).as(weight).isTrue());
    }

    @Test
    void readsWhatOnlyKeras2Wrote() throws IOException {
        // when
        KerasModel model = KerasFile.read(fixture("keras2.h5"));

        // then
        assertThat(model.network().nodes()).extracting(Node::name).containsExactly("image", "dw", "dw/bn", "leaky", "add",
                "flatten", "dense");
        assertThat(model.network().node("dense").layer())
                .isEqualTo(new Layer.Dense("dense", 2, Activation.HARD_SIGMOID_KERAS_2, true));
        assertThat(model.weights().tensors()).containsOnlyKeys("dw/depthwise_kernel", "dw/bn/beta", "dw/bn/moving_mean",
                "dw/bn/moving_variance", "dense/kernel", "dense/bias");
        assertThat(model.kerasVersion()).isEqualTo("2.3.1");
    }

    @Test
    void readsArithmeticWithNumbersAsRescaling() throws IOException {
        // when
        KerasModel model = KerasFile.read(fixture("operators.keras"));

        // then
        assertThat(model.network().nodes()).extracting(Node::layer).filteredOn(Layer.Rescaling.class::isInstance)
                .containsExactly(
                        new Layer.Rescaling("true_divide", List.of(1 / 127.5), List.of(0.0)),
                        new Layer.Rescaling("subtract", List.of(1.0), List.of(-1.0)),
                        new Layer.Rescaling("multiply", List.of(2.0), List.of(0.0)),
                        new Layer.Rescaling("add", List.of(1.0), List.of(0.5)));
    }

    @Test
    void takesTheInputOfASequentialModelFromTheModelInIt() throws IOException {
        // when
        KerasModel model = KerasFile.read(fixture("sequential.keras"));

        // then
        assertThat(model.network().inputs()).extracting(Layer.Input::shape).containsExactly(Shape.of(8, 8, 3));
        assertThat(model.network().outputShape()).isEqualTo(Shape.of(3));
    }

    @Test
    void opensTheModelsInAModelThatTeachableMachineExports() throws IOException {
        // when
        KerasModel model = KerasFile.read(fixture("teachable.h5"));

        // then
        assertThat(model.network().nodes()).extracting(Node::name).containsExactly("input_1", "Conv1_pad", "Conv1", "bn_Conv1",
                "Conv1_relu", "depthwise", "depthwise_BN", "global_average_pooling2d_1", "dense_Dense1", "dense_Dense2");
        assertThat(model.network().node("dense_Dense1").inputs()).containsExactly("global_average_pooling2d_1");
        assertThat(model.weights().tensors()).hasSize(13);
    }

    @Test
    void keepsPreprocessingThatCountsAtInferenceAndALayerThatIsCalledTwice() throws IOException {
        // when
        Network network = KerasFile.read(fixture("preprocessing.keras")).network();

        // then
        assertThat(network.nodes()).extracting(Node::name).containsExactly("image", "random_crop", "resizing", "center_crop",
                "rescaling", "normalization", "conv", "shared", "hard", "grouped", "shared_1", "spatial", "up", "norm", "prelu",
                "crop", "pool", "head");
        assertThat(network.node("resizing").layer())
                .isEqualTo(new Layer.Resizing("resizing", new Size(9, 11), Layer.Resizing.Fit.STRETCH));
        assertThat(network.node("center_crop").layer()).isEqualTo(new Layer.CenterCrop("center_crop", new Size(8, 9)));
        assertThat(network.node("hard").inputs()).containsExactly("shared");
        assertThat(network.node("spatial").inputs()).containsExactly("shared_1");
    }

    static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(FixtureFilesTest.class.getResource("/keras/" + name), name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
