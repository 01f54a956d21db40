package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/**
 * Puts preprocessing into a network, so that it takes raw RGB pixels: scale and offset become a layer after the input,
 * a swap of channels becomes a swap of the first convolution's kernel.
 */
public final class PreprocessingInside {
    private static final String LAYER = "thaw_rescaling";

    private PreprocessingInside() {
    }

    /**
     * The network with a layer after its input that scales, if there is something to scale.
     *
     * @param network as it stands in its file
     * @throws IllegalArgumentException if that was done before
     */
    public static Network network(Network network, Preprocessing preprocessing) {
        if (preprocessing == Preprocessing.NONE) {
            return network;
        }
        if (network.contains(LAYER)) {
            throw new IllegalArgumentException("has its preprocessing inside already, in layer " + LAYER);
        }
        String input = network.inputs().get(0).name();
        List<Node> nodes = new ArrayList<>();
        for (Node node : network.nodes()) {
            if (node.name().equals(input)) {
                nodes.add(node);
                nodes.add(new Node(new Layer.Rescaling(LAYER, preprocessing.scale(), preprocessing.offset()), List.of(input)));
            } else {
                nodes.add(new Node(node.layer(),
                        node.inputs().stream().map(from -> from.equals(input) ? LAYER : from).toList()));
            }
        }
        return new Network(network.name(), nodes, network.output());
    }

    /**
     * Its weights, with the kernels that first look at the channels turned if those are to be swapped.
     *
     * @param network as it stands in its file
     * @throws IllegalArgumentException if the channels are to be swapped and what takes them is not a convolution
     */
    public static Weights weights(Network network, Weights weights, Preprocessing preprocessing) {
        if (!preprocessing.swapsChannels()) {
            return weights;
        }
        Map<String, Tensor> swapped = new LinkedHashMap<>();
        for (Node node : takersOfColours(network, network.inputs().get(0).name())) {
            if (!(node.layer() instanceof Layer.Conv2D)) {
                throw new IllegalArgumentException("layer " + node.name() + " takes the image's channels, but is no convolution"
                        + " whose kernel could swap them; choose another preprocessing than caffe");
            }
            String kernel = node.name() + "/kernel";
            swapped.put(kernel, swapInputChannels(weights.get(kernel)));
        }
        return weights.with(new Weights(swapped));
    }

    /** The layers that first look at the channels; padding and pooling treat them alike. */
    private static List<Node> takersOfColours(Network network, String from) {
        List<Node> takers = new ArrayList<>();
        for (Node node : network.nodes()) {
            if (node.inputs().contains(from)) {
                boolean carries = node.layer() instanceof Layer.ZeroPadding2D || node.layer() instanceof Layer.Cropping2D
                        || node.layer() instanceof Layer.Resizing || node.layer() instanceof Layer.CenterCrop;
                takers.addAll(carries ? takersOfColours(network, node.name()) : List.of(node));
            }
        }
        return takers;
    }

    private static Tensor swapInputChannels(Tensor kernel) {
        Tensor swapped = kernel.copy();
        int in = kernel.shape().get(2);
        int filters = kernel.shape().get(3);
        int taps = kernel.shape().get(0) * kernel.shape().get(1);
        for (int tap = 0; tap < taps; tap++) {
            for (int channel = 0; channel < in; channel++) {
                System.arraycopy(kernel.data(), (tap * in + channel) * filters, swapped.data(),
                        (tap * in + in - 1 - channel) * filters, filters);
            }
        }
        return swapped;
    }
}
