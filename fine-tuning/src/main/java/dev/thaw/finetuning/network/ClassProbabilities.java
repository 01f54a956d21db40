package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a network's output says of each label. */
public final class ClassProbabilities {
    private static final String LAYER = "probabilities";
    private static final Set<Activation> GIVE_PROBABILITIES = EnumSet.of(Activation.SOFTMAX, Activation.SIGMOID,
            Activation.HARD_SIGMOID, Activation.HARD_SIGMOID_KERAS_2);

    private ClassProbabilities() {
    }

    /** Whether a network with so many outputs tells so many labels apart: as many, or one for two (a sigmoid). */
    public static boolean fits(int outputs, int labels) {
        return outputs == labels || outputs == 1 && labels == 2;
    }

    /**
     * A classifier that gives probabilities: the network itself if its last activation is a softmax or sigmoid; else what it gives are logits,
     * and a softmax is put on them, on a single one a sigmoid.
     */
    public static Network of(Network network) {
        if (givesProbabilities(network, network.output())) {
            return network;
        }
        Activation activation = network.outputShape().channels() == 1 ? Activation.SIGMOID : Activation.SOFTMAX;
        List<Node> nodes = new ArrayList<>(network.nodes());
        nodes.add(new Node(new Layer.ActivationLayer(LAYER, activation), List.of(network.output())));
        return new Network(network.name(), nodes, LAYER);
    }

    private static boolean givesProbabilities(Network network, String name) {
        Node node = network.node(name);
        Layer layer = node.layer();
        if (layer instanceof Layer.Flatten || layer instanceof Layer.Reshape || layer instanceof Layer.Dropout
                || layer instanceof Layer.GlobalAveragePooling2D) {
            return givesProbabilities(network, node.inputs().get(0)); // of probabilities these make probabilities
        }
        return layer instanceof Layer.Softmax
                || layer instanceof Layer.Dense dense && GIVE_PROBABILITIES.contains(dense.activation())
                || layer instanceof Layer.Conv2D conv && GIVE_PROBABILITIES.contains(conv.activation())
                || layer instanceof Layer.ActivationLayer last && GIVE_PROBABILITIES.contains(last.activation());
    }

    /**
     * By label, summing to 1; a single output is the probability of the second of two labels.
     *
     * @param output (batch, labels) or (batch, 1)
     * @param row of the batch, from 0
     */
    public static List<Float> of(Tensor output, int row) {
        int outputs = output.shape().channels();
        float[] data = output.data();
        if (outputs == 1) {
            return List.of(1 - data[row], data[row]);
        }
        List<Float> probabilities = new ArrayList<>();
        for (int label = 0; label < outputs; label++) {
            probabilities.add(data[row * outputs + label]);
        }
        return probabilities;
    }
}
