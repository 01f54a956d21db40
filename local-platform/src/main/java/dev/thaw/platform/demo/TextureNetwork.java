package dev.thaw.platform.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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
 * The architecture of the demo's base: stacks of 3 x 3 convolutions with ReLU between poolings, as VGG has them
 * (Simonyan and Zisserman, 2015), narrow enough for a CPU: 441,104 parameters, no batch normalization. It takes raw pixels 0..255.
 */
final class TextureNetwork {
    /** Of the images that the demo trains on, in pixels. */
    static final int SIDE = 96;
    private static final int[][] FILTERS = {{16, 16}, {32, 32}, {64, 64}, {128, 128, 128}};

    private TextureNetwork() {
    }

    /** @param side of the images, a multiple of 16 */
    static Network of(int side) {
        List<Node> nodes = new ArrayList<>();
        append(nodes, new Layer.Input("pixels", Shape.of(side, side, 3)));
        append(nodes, new Layer.Rescaling("rescaling", List.of(1 / 127.5), List.of(-1.0)));
        for (int block = 0; block < FILTERS.length; block++) {
            for (int i = 0; i < FILTERS[block].length; i++) {
                append(nodes, new Layer.Conv2D("block" + (block + 1) + "_conv" + (i + 1), FILTERS[block][i], Size.square(3),
                        Size.square(1), Padding.SAME, Size.square(1), 1, Activation.RELU, true));
            }
            append(nodes, new Layer.MaxPooling2D("block" + (block + 1) + "_pool", Size.square(2), Size.square(2), Padding.VALID));
        }
        return new Network("texture_vgg", nodes, nodes.get(nodes.size() - 1).name());
    }

    /** Kernels drawn from a normal distribution of variance 2 / inputs (He et al., 2015), biases 0. */
    static Weights randomWeights(Network network, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            LayerWeights.of(network, node.name()).forEach((name, shape) -> {
                float[] values = new float[Math.toIntExact(shape.elements())];
                if (name.equals("kernel")) {
                    double deviation = Math.sqrt(2.0 * shape.channels() / values.length);
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) (deviation * random.nextGaussian());
                    }
                }
                weights.put(node.name() + "/" + name, new Tensor(shape, values));
            });
        }
        return new Weights(weights);
    }

    private static void append(List<Node> nodes, Layer layer) {
        nodes.add(new Node(layer, nodes.isEmpty() ? List.of() : List.of(nodes.get(nodes.size() - 1).name())));
    }
}
