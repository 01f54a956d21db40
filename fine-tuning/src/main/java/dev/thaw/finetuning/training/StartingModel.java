package dev.thaw.finetuning.training;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.keras.LayerNames;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/**
 * A model that a run of the same base and head goes on from. Its backbone and hidden layers are taken as they are; of its last layer
 * each label's column, bit for bit, goes where that label stands now. A label that the model does not know begins as in a fresh head;
 * a column whose label is gone is left out.
 *
 * @param weights as its exported file holds them
 * @param labels in the order of its outputs
 */
public record StartingModel(Weights weights, List<String> labels) {

    public StartingModel {
        labels = List.copyOf(labels);
        if (labels.size() < 2 || new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException("the model to start from needs at least two labels, each once, not " + labels);
        }
    }

    /**
     * The weights that a network begins with.
     *
     * @param fresh every weight of the network, as it would begin from the base
     * @param wanted the network's labels
     * @throws IllegalArgumentException if the model is of another base, or has another head
     */
    Weights begin(Network network, Weights fresh, List<String> wanted) {
        Map<String, String> exported = LayerNames.of(network.nodes());
        Map<String, Tensor> begun = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            boolean last = node.name().equals(network.output());
            LayerWeights.of(network, node.name()).forEach((weight, shape) -> {
                String name = node.name() + "/" + weight;
                Tensor own = stored(exported.get(node.name()) + "/" + weight, name);
                begun.put(name, last ? columns(own, fresh.get(name), wanted) : sameShape(name, own, shape));
            });
        }
        return fresh.with(new Weights(begun));
    }

    private Tensor stored(String exported, String name) {
        Tensor own = weights.tensors().get(exported);
        if (own == null) {
            throw new IllegalArgumentException("the model to start from has no weight " + name
                    + ": it has another base or another head than the plan; start from the base instead");
        }
        return own;
    }

    private static Tensor sameShape(String name, Tensor own, Shape shape) {
        if (!own.shape().equals(shape)) {
            throw new IllegalArgumentException("the weight " + name + " of the model to start from has the shape " + own.shape()
                    + ", not " + shape + ": it has another base or another head than the plan; start from the base instead");
        }
        return own;
    }

    /** @param own of the last layer: (inputs, outputs) or (outputs) */
    private Tensor columns(Tensor own, Tensor fresh, List<String> wanted) {
        int outputs = own.shape().channels();
        int wantedOutputs = fresh.shape().channels();
        if (own.data().length / outputs != fresh.data().length / wantedOutputs) {
            throw new IllegalArgumentException("the last layer of the model to start from takes " + own.shape() + ", the plan's "
                    + fresh.shape() + ": it has another base or another head than the plan; start from the base instead");
        }
        if (outputs != labels.size() || wantedOutputs != wanted.size()) {
            return singleOutput(own, fresh, wanted);
        }
        float[] data = fresh.data().clone();
        for (int to = 0; to < wantedOutputs; to++) {
            int from = labels.indexOf(wanted.get(to));
            for (int row = 0; from >= 0 && row < data.length / wantedOutputs; row++) {
                data[row * wantedOutputs + to] = own.data()[row * outputs + from];
            }
        }
        return new Tensor(fresh.shape(), data);
    }

    /** One output tells two labels apart: there is no column of one of them. */
    private Tensor singleOutput(Tensor own, Tensor fresh, List<String> wanted) {
        if (!own.shape().equals(fresh.shape()) || !labels.equals(wanted)) {
            throw new IllegalArgumentException(
                    "the model to start from has " + own.shape().channels() + " output(s) for " + labels
                            + ", the plan's head " + fresh.shape().channels() + " for " + wanted
                            + ": a head with a single output cannot change its labels; start from the base instead");
        }
        return own;
    }
}
