package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Weights;

class KerasArchiveTest {
    @TempDir
    Path directory;

    @Test
    void readsBackWhatItWroteBitByBit() throws IOException {
        // given
        Network network = SampleNetworks.everyLayer();
        Weights weights = SampleNetworks.weights(network, 1);
        Path file = directory.resolve("model.keras");

        // when
        KerasFile.write(file, network, weights);
        KerasModel read = KerasFile.read(file);

        // then
        assertThat(layers(read.network())).isEqualTo(layers(network));
        assertThat(read.network().output()).isEqualTo(network.output());
        assertThat(read.weights().tensors()).hasSameSizeAs(weights.tensors());
        weights.tensors().forEach((name, tensor) -> assertThat(read.weights().get(written(name)).sameBits(tensor))
                .as(name).isTrue());
    }

    @Test
    void writesTheSameBytesForTheSameModel() throws IOException {
        // given
        Network network = SampleNetworks.everyLayer();

        // when
        KerasFile.write(directory.resolve("one.keras"), network, SampleNetworks.weights(network, 1));
        KerasFile.write(directory.resolve("two.keras"), network, SampleNetworks.weights(network, 1));

        // then
        assertThat(directory.resolve("one.keras")).hasSameBinaryContentAs(directory.resolve("two.keras"));
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("one.keras", "two.keras");
    }

    @Test
    void givesNamesWithSlashesNamesThatNoOtherLayerHas() throws IOException {
        // given
        SampleNetworks.Chain chain = new SampleNetworks.Chain(new Layer.Input("a_b", Shape.of(4, 4, 3)));
        chain.add(new Layer.Flatten("a/b"));
        chain.add(new Layer.Dense("d", 2, Activation.SOFTMAX, true));
        Path file = directory.resolve("model.keras");

        // when
        KerasFile.write(file, chain.network(), SampleNetworks.weights(chain.network(), 1));

        // then
        assertThat(KerasFile.read(file).network().nodes()).extracting(Node::name).containsExactly("a_b", "a_b_1", "d");
    }

    @Test
    void leavesTheOldFileWhenItCannotBeWritten() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("model.keras"), "old");
        SampleNetworks.Chain chain = new SampleNetworks.Chain(new Layer.Input("in", Shape.of(4, 4, 3)));
        chain.add(new Layer.Dense("dense", 2, Activation.SOFTMAX, true));

        // when, then
        assertThatThrownBy(() -> KerasFile.write(file, chain.network(), Weights.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("there is no weight named dense/kernel");
        assertThat(file).hasContent("old");
        assertThat(directory.toFile().list()).containsExactly("model.keras");
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
