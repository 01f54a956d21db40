package dev.thaw.finetuning.training;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/**
 * Finds where a network can be cut in two: below, what gives the same activations for an image in every epoch; above, what
 * must run at each step, being trained or random, or standing on what is.
 */
final class Frontier {
    private final Network network;
    private final Set<String> living = new HashSet<>();

    /**
     * @param trainable names of the weights that train
     * @param random layers that draw random numbers at each step
     */
    Frontier(Network network, Set<String> trainable, Set<String> random) {
        this.network = network;
        for (Node node : network.nodes()) {
            boolean trained = LayerWeights.of(network, node.name()).keySet().stream()
                    .anyMatch(weight -> trainable.contains(node.name() + "/" + weight));
            if (trained || random.contains(node.name()) || node.inputs().stream().anyMatch(living::contains)) {
                living.add(node.name());
            }
        }
    }

    /** The layers whose outputs cross over, in the order of the network; inputs instead of layers that no weight stands below. */
    List<String> cut() {
        Set<String> crossing = new HashSet<>();
        for (Node node : network.nodes()) {
            if (living.contains(node.name())) {
                node.inputs().stream().filter(input -> !living.contains(input)).forEach(crossing::add);
            }
        }
        Set<String> cut = new LinkedHashSet<>();
        for (Node node : network.nodes()) {
            if (crossing.contains(node.name())) {
                cut.addAll(weightless(node.name()) ? inputsBelow(node.name()) : Set.of(node.name()));
            }
        }
        return List.copyOf(cut);
    }

    /** Scaled or padded pixels are cheaper to make again than to keep: they are four times as large as the image. */
    private boolean weightless(String layer) {
        return network.ancestorsOf(layer).stream().allMatch(below -> LayerWeights.of(network, below).isEmpty());
    }

    private Set<String> inputsBelow(String layer) {
        Set<String> inputs = new LinkedHashSet<>(network.ancestorsOf(layer));
        inputs.removeIf(below -> !(network.node(below).layer() instanceof Layer.Input));
        return inputs;
    }
}
