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
        // given
        Network network = new Network("padded", List.of(new Node(new Layer.Input("in", Shape.of(2, 2, 1)), List.of()),
                new Node(new Layer.ZeroPadding2D("pad", 1, 1, 1, 1), List.of("in")),
                new Node(new Layer.MaxPooling2D("pool", new Size(3, 3), new Size(1, 1), Padding.VALID), List.of("pad"))), "pool");
        Path file = directory.resolve("model.onnx");
        // when
        OnnxWriter.write(file, network, Weights.empty(), LayerOperatorsTest.names(network), Map.of());
        // then
        try (OnnxSession session = new OnnxSession(file)) {
            assertThat(session.run(Tensor.of(new float[]{-1, -2, -3, -4}, 1, 2, 2, 1)).data()).containsExactly(0, 0, 0, 0);
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
