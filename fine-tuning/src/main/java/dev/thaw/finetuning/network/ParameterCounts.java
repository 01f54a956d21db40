package dev.thaw.finetuning.network;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How many numbers a network holds, counted as Keras does: moving statistics are parameters, but never trainable ones.
 *
 * @param total all parameters
 * @param trainable those that a training step may change
 */
public record ParameterCounts(long total, long trainable) {

    /** What is frozen, and moving statistics. */
    public long nonTrainable() {
        return total - trainable;
    }

    /** With every layer trainable. */
    public static ParameterCounts of(Network network) {
        return count(network, weight -> !LayerWeights.neverTrainable(weight));
    }

    /** @param trainableWeights full names ({@code layer/weight}) of the weights that are trained */
    public static ParameterCounts of(Network network, Set<String> trainableWeights) {
        return count(network, trainableWeights::contains);
    }

    /** Of one layer, all of it trainable. */
    public static ParameterCounts ofLayer(Network network, String layer) {
        return count(network, layer, weight -> !LayerWeights.neverTrainable(weight));
    }

    private static ParameterCounts count(Network network, Predicate<String> trainable) {
        return network.nodes().stream().map(node -> count(network, node.name(), trainable))
                .reduce(new ParameterCounts(0, 0), ParameterCounts::plus);
    }

    private static ParameterCounts count(Network network, String layer, Predicate<String> trainable) {
        Map<String, Shape> weights = LayerWeights.of(network, layer);
        long total = weights.values().stream().mapToLong(Shape::elements).sum();
        if (network.node(layer).layer() instanceof Layer.Normalization normalization) {
            total = normalization.adapted() ? total + 1 : 0; // one: Keras's count of what was seen
        }
        long trained = weights.entrySet().stream().filter(weight -> trainable.test(layer + "/" + weight.getKey()))
                .mapToLong(weight -> weight.getValue().elements()).sum();
        return new ParameterCounts(total, trained);
    }

    private ParameterCounts plus(ParameterCounts other) {
        return new ParameterCounts(total + other.total, trainable + other.trainable);
    }
}
