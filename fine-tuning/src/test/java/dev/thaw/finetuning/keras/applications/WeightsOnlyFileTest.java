package dev.thaw.finetuning.keras.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.export.ModelFile;
import dev.thaw.finetuning.export.SavedModel;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.keras.KerasModel;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Tensor;

/**
 * Files of weights alone. In those of {@code weights_only_fixtures.py} all numbers of a weight are one that its Keras 3 name
 * gives, so that each weight shows whether it came to the right layer.
 */
class WeightsOnlyFileTest {

    @TempDir
    Path directory;

    @Test
    void keras2WeightsAreMatchedByOrderWhereLayersHaveOtherNames() throws IOException {
        KerasModel model = KerasFile.read(unpacked("densenet121_keras2.h5"));

        assertThat(names(model.network())).isEqualTo(names(Applications.build("DenseNet121", 224, false, 0)));
        assertEveryWeightIsInItsPlace(model, "");
    }

    @Test
    void keras3WeightsWithTheTopMakeTheWholeClassifier() throws IOException {
        KerasModel model = KerasFile.read(unpacked("mobilenetv2_top.weights.h5"));

        assertThat(names(model.network())).isEqualTo(names(Applications.build("MobileNetV2-0.35", 224, true, 5)));
        assertEveryWeightIsInItsPlace(model, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.weights.h5", "nested_keras2.h5"})
    void aPublishedNetworkInsideSomebodysClassifierIsFound(String name) throws IOException {
        KerasModel model = KerasFile.read(unpacked(name));

        assertThat(names(model.network())).isEqualTo(names(Applications.build("MobileNetV2-0.35", 224, false, 0)));
        assertEveryWeightIsInItsPlace(model, "");
    }

    @Test
    void aFileOfWeightsAloneIsReadAsAModelOfTheArchitectureThatIsNamed() throws IOException {
        Path file = unpacked("mobilenetv2_top.weights.h5");

        SavedModel named = ModelFile.read(file, Applications.named("MobileNetV2-0.35"));

        assertThat(names(named.network())).isEqualTo(names(Applications.build("MobileNetV2-0.35", 224, true, 5)));
        assertThat(named.weights().tensors()).hasSameSizeAs(KerasFile.read(file).weights().tensors());
        assertThatThrownBy(() -> ModelFile.read(file, Applications.named("VGG16")))
                .hasMessageStartingWith("mobilenetv2_top.weights.h5: does not hold the weights of VGG16: ");
    }

    @Test
    void theArchitectureGivesThePreprocessingAndTheImageSize() throws IOException {
        BaseModel densenet = BaseModelReader.read(unpacked("densenet121_keras2.h5"), null);
        BaseModel mobilenet = BaseModelReader.read(unpacked("mobilenetv2_top.weights.h5"), null);

        assertThat(densenet.preprocessing()).isEqualTo(Preprocessing.TORCH);
        assertThat(mobilenet.preprocessing()).isEqualTo(Preprocessing.TF);
        assertThat(mobilenet.backbone().output()).isEqualTo("out_relu");
        assertThat(mobilenet.backbone().inputs().get(0).shape().dimensions()).isEqualTo(List.of(224, 224, 3));
    }

    @Test
    void efficientNetWithTheStatisticsOfImageNetIsScaledOnceMoreAsInKeras() throws IOException {
        KerasModel model = KerasFile.read(unpacked("efficientnetb0_keras2.h5"));

        assertThat(model.network().node("stem_conv_pad").inputs()).containsExactly("rescaling_1");
        assertThat(model.network().node("rescaling_1").inputs()).containsExactly("normalization");
        assertThat(((Layer.Rescaling) model.network().node("rescaling_1").layer()).scale())
                .containsExactly(1 / Math.sqrt(0.229), 1 / Math.sqrt(0.224), 1 / Math.sqrt(0.225));
        assertThat(BaseModelReader.read(directory.resolve("efficientnetb0_keras2.h5"), null).preprocessing())
                .isEqualTo(Preprocessing.NONE);
        assertEveryWeightIsInItsPlace(model, "normalization/");
    }

    @Test
    void anArchitectureThatIsNamedIsTaken() throws IOException {
        KerasModel model = KerasFile.read(unpacked("mobilenetv2_top.weights.h5"), Applications.named("mobilenetv2-0.35"));

        assertThat(model.network().outputShape().channels()).isEqualTo(5);
    }

    @Test
    void anotherArchitectureIsRefusedWithTheFirstLayerThatDoesNotFit() throws IOException {
        Path file = unpacked("mobilenetv2_top.weights.h5");

        assertThatThrownBy(() -> KerasFile.read(file, Applications.named("MobileNetV2-0.5")))
                .isInstanceOf(KerasFileException.class)
                .hasMessageStartingWith("mobilenetv2_top.weights.h5: does not hold the weights of MobileNetV2-0.5")
                .hasMessageContaining("needs kernel of shape");
    }

    @Test
    void weightsOfNoKnownArchitectureAskForItsName() throws IOException {
        Path file = unpacked("head_only.h5");

        assertThatThrownBy(() -> KerasFile.read(file)).isInstanceOf(KerasFileException.class)
                .hasMessageContaining("head_only.h5").hasMessageContaining("--architecture")
                .hasMessageContaining("bring the whole model");
    }

    @Test
    void aWholeModelHasItsOwnArchitecture() throws IOException {
        Path file = directory.resolve("whole.keras");
        KerasModel weights = KerasFile.read(unpacked("mobilenetv2_top.weights.h5"));
        KerasFile.write(file, weights.network(), weights.weights());

        assertThatThrownBy(() -> KerasFile.read(file, Applications.named("MobileNetV2-0.35")))
                .isInstanceOf(KerasFileException.class).hasMessageContaining("leave --architecture away");
    }

    private static void assertEveryWeightIsInItsPlace(KerasModel model, String except) {
        assertThat(model.weights().tensors().keySet())
                .containsExactlyElementsOf(LayerWeights.of(model.network()).keySet());
        model.weights().tensors().forEach((name, tensor) -> {
            if (except.isEmpty() || !name.startsWith(except)) {
                assertAll(name, tensor, (float) FormulaNumbers.uniform(FormulaNumbers.seed(name), 0));
            }
        });
    }

    private static void assertAll(String name, Tensor tensor, float expected) {
        for (float value : tensor.data()) {
            if (value != expected) {
                throw new AssertionError(name + " holds " + value + " instead of " + expected);
            }
        }
    }

    private static List<String> names(Network network) {
        return network.nodes().stream().map(node -> node.name()).toList();
    }

    private Path unpacked(String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream packed = WeightsOnlyFileTest.class.getResourceAsStream("/applications/" + name + ".gz");
                InputStream plain = new GZIPInputStream(packed)) {
            Files.copy(plain, file);
        }
        return file;
    }
}
