package dev.thaw.benchmarks;

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

/** One convolution with random weights: a frozen network that costs next to nothing, where something else is measured. */
final class SmallBase {

    private SmallBase() {
    }

    static BaseModel make() {
        Network network = new Network("small", List.of(
                new Node(new Layer.Input("image", Shape.of(SyntheticImages.SIDE, SyntheticImages.SIDE, 3)), List.of()),
                new Node(new Layer.Rescaling("scale", List.of(1 / 127.5), List.of(-1.0)), List.of("image")),
                new Node(new Layer.Conv2D("conv", 16, Size.square(3), Size.square(2), Padding.SAME, Size.square(1), 1,
                        Activation.RELU, true), List.of("scale"))),
                "conv");
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        LayerWeights.of(network).forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble() - 0.5);
            }
            weights.put(name, new Tensor(shape, values));
        });
        return new BaseModel(network, new Weights(weights), "0".repeat(64), Preprocessing.TF);
    }
}
