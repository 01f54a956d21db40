package dev.thaw.finetuning.network;

import java.util.Set;
import java.util.function.Predicate;

/**
 * How many numbers a network holds, counted as Keras does: moving statistics are parameters, but never trainable ones.
 *
 * @param total all parameters
 * @param trainable those that a training step may change
 */
public record ParameterCounts(long total, long trainable) {

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
        long[] counts = new long[2];
        LayerWeights.of(network, layer).forEach((weight, shape) -> {
            counts[0] += shape.elements();
            counts[1] += LayerWeights.neverTrainable(weight) ? 0 : shape.elements();
        });
        return new ParameterCounts(counts[0], counts[1]);
    }

    private static ParameterCounts count(Network network, Predicate<String> trainable) {
        long[] counts = new long[2];
        LayerWeights.of(network).forEach((weight, shape) -> {
            counts[0] += shape.elements();
            counts[1] += trainable.test(weight) ? shape.elements() : 0;
        });
        return new ParameterCounts(counts[0], counts[1]);
    }
}
