package dev.thaw.finetuning.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

class OnnxWriterTest {
    private static final int GRAPH_NODE = 1;
    private static final int NODE_OPERATOR = 4;

    @TempDir
    Path directory;

    @Test
    void aPublishedNetworkIsTransposedOnceAtItsInputAndNowhereElse() throws IOException {
        // given
        Network network = Applications.build("MobileNet-0.25", 64, true, 3);
        Path file = directory.resolve("model.onnx");
        // when
        OnnxWriter.write(file, network, LayerOperatorsTest.weights(network), LayerOperatorsTest.names(network), Map.of());
        // then
        assertThat(operators(file)).startsWith("Transpose").contains("Conv", "BatchNormalization")
                .containsOnlyOnce("Transpose");
    }

    @Test
    void aNetworkThatEndsWithALayerThatDoesNothingHasItsOutput() throws Exception {
        // given
        Network network = new Network("nothing", List.of(new Node(new Layer.Input("in", Shape.of(3)), List.of()),
                new Node(new Layer.Dropout("a", 0.5, List.of()), List.of("in")),
                new Node(new Layer.Dropout("b", 0.5, List.of()), List.of("a"))), "b");
        Path file = directory.resolve("model.onnx");
        // when
        OnnxWriter.write(file, network, Weights.empty(), LayerOperatorsTest.names(network), Map.of());
        // then
        try (OnnxSession session = new OnnxSession(file)) {
            assertThat(session.output()).isEqualTo("b");
            assertThat(session.run(Tensor.of(new float[]{1, 2, 3}, 1, 3)).data()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void oneFileTakesBatchesOfAnySize() throws Exception {
        // given
        Network network = new Network("small", List.of(new Node(new Layer.Input("in", Shape.of(4, 4, 2)), List.of()),
                new Node(new Layer.Conv2D("conv", 3, Size.square(3), Size.square(2), Padding.SAME, Size.square(1), 1,
                        Activation.RELU, true), List.of("in")),
                new Node(new Layer.Flatten("flatten"), List.of("conv")),
                new Node(new Layer.Dense("dense", 5, Activation.SOFTMAX, true), List.of("flatten"))), "dense");
        Path file = directory.resolve("model.onnx");
        OnnxWriter.write(file, network, LayerOperatorsTest.weights(network), LayerOperatorsTest.names(network), Map.of());
        float[] images = new float[3 * 32];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) Math.sin(i);
        }
        try (OnnxSession session = new OnnxSession(file)) {
            // when
            Tensor three = session.run(Tensor.of(images, 3, 4, 4, 2));
            // then
            assertThat(three.shape()).isEqualTo(Shape.of(3, 5));
            for (int image = 0; image < 3; image++) {
                Tensor one = session.run(Tensor.of(Arrays.copyOfRange(images, image * 32, (image + 1) * 32), 1, 4, 4, 2));
                assertThat(one.data()).containsExactly(Arrays.copyOfRange(three.data(), image * 5, (image + 1) * 5),
                        Offset.offset(1e-6f));
            }
        }
    }

    /** ONNX Runtime merges padding and pooling if it can, and then pads with minus infinity. */
    @Test
    void zerosThatWerePaddedCountInAMaximum() throws Exception {
        assertThat(pooledWithBorder(1, new Layer.MaxPooling2D("pool", Size.square(3), Size.square(1), Padding.VALID)))
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void zerosThatWerePaddedCountInAMaximumAlsoBehindALayerThatDoesNothing() throws Exception {
        Layer pool = new Layer.MaxPooling2D("pool", Size.square(3), Size.square(1), Padding.VALID);

        assertThat(pooledWithBorder(1, new Layer.Dropout("dropout", 0.5), pool)).containsExactly(0, 0, 0, 0);
    }

    /** Merged with the average, it would be refused where it is as wide as the window. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void zerosThatWerePaddedCountInAnAverage(int border) throws Exception {
        float[] averages = pooledWithBorder(border,
                new Layer.AveragePooling2D("pool", Size.square(2), Size.square(1), Padding.VALID));

        int across = 2 * border + 1;
        assertThat(averages).hasSize(across * across);
        assertThat(averages[(border - 1) * across + border - 1]).isEqualTo(-0.25f);
        assertThat(averages[border * across + border]).isEqualTo(-2.5f);
        assertThat(averages[averages.length - 1]).isEqualTo(border == 1 ? -1f : 0f);
    }

    /** Of a map of two by two. */
    private float[] pooledWithBorder(int border, Layer... behind) throws Exception {
        List<Node> nodes = new ArrayList<>(List.of(new Node(new Layer.Input("in", Shape.of(2, 2, 1)), List.of()),
                new Node(new Layer.ZeroPadding2D("pad", border, border, border, border), List.of("in"))));
        for (Layer layer : behind) {
            nodes.add(new Node(layer, List.of(nodes.get(nodes.size() - 1).name())));
        }
        Network network = new Network("padded", nodes, nodes.get(nodes.size() - 1).name());
        Path file = directory.resolve("model.onnx");
        OnnxWriter.write(file, network, Weights.empty(), LayerOperatorsTest.names(network), Map.of());
        try (OnnxSession session = new OnnxSession(file)) {
            return session.run(Tensor.of(new float[]{-1, -2, -3, -4}, 1, 2, 2, 1)).data();
        }
    }

    @Test
    void aMissingWeightIsNamed() {
        Network network = Applications.build("MobileNet-0.25", 64, true, 3);

        assertThatThrownBy(() -> OnnxWriter.write(directory.resolve("model.onnx"), network, Weights.empty(),
                LayerOperatorsTest.names(network), Map.of())).hasMessageContaining("conv1/kernel");
    }

    private static List<String> operators(Path file) throws IOException {
        List<String> operators = new ArrayList<>();
        ProtoFields model = new ProtoFields(ByteBuffer.wrap(Files.readAllBytes(file)));
        while (model.next()) {
            if (model.number() == OnnxProto.MODEL_GRAPH) {
                ProtoFields graph = new ProtoFields(model.content());
                while (graph.next()) {
                    if (graph.number() == GRAPH_NODE) {
                        ProtoFields node = new ProtoFields(graph.content());
                        while (node.next()) {
                            if (node.number() == NODE_OPERATOR) {
                                operators.add(node.text());
                            }
                        }
                    }
                }
            }
        }
        return operators;
    }
}
