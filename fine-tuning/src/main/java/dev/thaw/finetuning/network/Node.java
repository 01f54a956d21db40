package dev.thaw.finetuning.network;

import java.util.List;

/** A layer in its place: the layer and the names of the layers whose outputs it takes, in order. Inputs of the network take none. */
public record Node(Layer layer, List<String> inputs) {

    public Node {
        inputs = List.copyOf(inputs);
    }

    public String name() {
        return layer.name();
    }
}
