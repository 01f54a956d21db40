package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.safetensors.Precision;

/** A trained network's activations of one layer by image: found in the feature bank, or computed once and kept there. One thread at a time. */
public final class LayerFeatures {
    private final String layer;
    private final BankFilling filling;
    private final Shelf shelf;
    private final Weights weights;
    private final int size;

    /**
     * @param network from raw RGB pixels
     * @param layer not an input
     */
    public LayerFeatures(Engine engine, Network network, Weights weights, String layer, ImageSource images, FeatureBank bank) {
        if (network.node(layer).layer() instanceof Layer.Input) {
            throw new IllegalArgumentException("the layer " + layer + " is the input: its activations are the pixels");
        }
        this.layer = layer;
        this.weights = weights;
        this.filling = new BankFilling(engine, network, images, bank);
        this.shelf = bank.shelf(CutKey.of(network, weights, List.of(layer), Precision.F32, new WeightDigests(weights)::of));
        Shape shape = network.shapeOf(layer);
        this.size = (int) shape.elements();
    }

    /** The layer whose output is what a classifier's last layer takes, dropout left out. */
    public static String last(Network classifier) {
        Node node = classifier.node(classifier.output());
        while (!(node.layer() instanceof Layer.Dense) && node.inputs().size() == 1) {
            node = classifier.node(node.inputs().get(0));
        }
        if (node.inputs().size() != 1) {
            throw new IllegalArgumentException("the network " + classifier.name() + " does not end in a dense layer");
        }
        node = classifier.node(node.inputs().get(0));
        while (node.layer() instanceof Layer.Dropout) {
            node = classifier.node(node.inputs().get(0));
        }
        return node.name();
    }

    /** One vector an image, in the order of the hashes. */
    public List<float[]> of(List<String> hashes) {
        List<ImageVariant> variants = hashes.stream().map(ImageVariant::original).toList();
        filling.fill(List.of(shelf), weights, variants, done -> {
        });
        List<float[]> features = new ArrayList<>();
        for (ImageVariant variant : variants) {
            float[] vector = new float[size];
            shelf.copy(variant.name(), layer, vector, 0);
            features.add(vector);
        }
        return features;
    }
}
