package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/**
 * A small backbone with all that makes cutting hard: scaled pixels, batch normalization, a branch that goes around two layers, and a
 * dropout of its own.
 *
 * <pre>
 * image - scale - conv1 - bn1 - relu1 -+- conv2 - bn2 -+- join - drop - conv3 - bn3 - relu3
 *                                      +---------------+
 * </pre>
 */
public final class SampleBase {
    public static final Shape IMAGE = Shape.of(12, 12, 3);

    private SampleBase() {
    }

    public static BaseModel make() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(new Layer.Input("image", IMAGE), List.of()));
        put(nodes, new Layer.Rescaling("scale", List.of(1 / 127.5), List.of(-1.0)), "image");
        put(nodes, conv("conv1", 6, 3, 2), "scale");
        put(nodes, new Layer.BatchNormalization("bn1", 1e-3, 0.99, true, true), "conv1");
        put(nodes, new Layer.ReLU("relu1", Double.POSITIVE_INFINITY, 0, 0), "bn1");
        put(nodes, conv("conv2", 6, 3, 1), "relu1");
        put(nodes, new Layer.BatchNormalization("bn2", 1e-3, 0.99, true, true), "conv2");
        nodes.add(new Node(new Layer.Concatenate("join"), List.of("relu1", "bn2")));
        put(nodes, new Layer.Dropout("drop", 0.1), "join");
        put(nodes, conv("conv3", 8, 1, 1), "drop");
        put(nodes, new Layer.BatchNormalization("bn3", 1e-3, 0.99, true, true), "conv3");
        put(nodes, new Layer.ReLU("relu3", Double.POSITIVE_INFINITY, 0, 0), "bn3");
        Network network = new Network("sample", nodes, "relu3");
        return new BaseModel(network, weights(network), "0".repeat(64), Preprocessing.TF);
    }

    private static Layer conv(String name, int filters, int side, int stride) {
        return new Layer.Conv2D(name, filters, Size.square(side), Size.square(stride), Padding.SAME, Size.square(1), 1,
                Activation.LINEAR, false);
    }

    private static void put(List<Node> nodes, Layer layer, String below) {
        nodes.add(new Node(layer, List.of(below)));
    }

    private static Weights weights(Network network) {
        SplittableRandom random = new SplittableRandom(11);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        LayerWeights.of(network).forEach((name, shape) -> {
            boolean positive = name.endsWith("gamma") || name.endsWith("variance");
            float[] data = new float[(int) shape.elements()];
            for (int i = 0; i < data.length; i++) {
                data[i] = positive ? 0.5f + (float) random.nextDouble() : (float) (random.nextDouble() - 0.5) * 0.8f;
            }
            weights.put(name, new Tensor(shape, data));
        });
        return new Weights(weights);
    }
}
