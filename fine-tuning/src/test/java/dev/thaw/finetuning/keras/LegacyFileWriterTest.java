package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Weights;

class LegacyFileWriterTest {
    @TempDir
    Path directory;

    /** An attribute of HDF5 has at most 64 KiB, here both the configuration and the names of the layers have more. */
    @Test
    void aLongConfigurationAndLongListsOfNamesAreReadBack() throws IOException {
        // given
        SampleNetworks.Chain chain = new SampleNetworks.Chain(new Layer.Input("in", Shape.of(2)));
        IntStream.range(0, 700).forEach(
                i -> chain.add(new Layer.Dense("a_layer_with_quite_a_long_name_".repeat(4) + i, 2, Activation.TANH, i % 2 == 0)));
        Weights weights = SampleNetworks.weights(chain.network(), 1);
        Path file = directory.resolve("long.h5");
        // when
        KerasFile.writeHdf5(file, chain.network(), weights);
        // then
        try (Hdf5File hdf = Hdf5File.open(file)) {
            assertThat(hdf.text(hdf.root(), "model_config")).hasSizeGreaterThan(1 << 16);
            assertThat(hdf.group(hdf.root(), "model_weights").getAttributes()).containsKeys("layer_names0", "layer_names1")
                    .doesNotContainKey("layer_names");
            assertThat(hdf.texts(hdf.group(hdf.root(), "model_weights"), "layer_names")).hasSize(700);
        }
        KerasModel read = KerasFile.read(file);
        assertThat(read.network().nodes()).extracting(Node::layer)
                .isEqualTo(chain.network().nodes().stream().map(Node::layer).toList());
        assertThat(read.weights().tensors())
                .allSatisfy((name, tensor) -> assertThat(tensor.sameBits(weights.get(name))).isTrue())
                .hasSize(1050);
    }

    @Test
    void aNetworkWithoutWeightsIsAFileToo() throws IOException {
        SampleNetworks.Chain chain = new SampleNetworks.Chain(new Layer.Input("in", Shape.of(4, 4, 3)));
        chain.add(new Layer.Flatten("flat"));
        Path file = directory.resolve("flat.h5");

        KerasFile.writeHdf5(file, chain.network(), Weights.empty());

        assertThat(KerasFile.read(file).network().outputShape()).isEqualTo(Shape.of(48));
    }
}
