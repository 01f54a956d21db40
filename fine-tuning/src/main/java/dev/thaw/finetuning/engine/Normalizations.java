package dev.thaw.finetuning.engine;

import java.util.Arrays;
import java.util.List;

import org.nd4j.autodiff.samediff.SDVariable;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Shape;

/** Layers that shift and scale by constants, and layer normalization. */
final class Normalizations {
    private final Graph graph;

    Normalizations(Graph graph) {
        this.graph = graph;
    }

    SDVariable rescaling(Layer.Rescaling layer, SDVariable x) {
        SDVariable scaled = factor(layer.name() + "/scale", layer.scale(), 1, x);
        if (layer.offset().stream().allMatch(offset -> offset == 0)) {
            return scaled;
        }
        if (layer.offset().size() == 1) {
            return scaled.add(layer.offset().get(0));
        }
        return graph.sameDiff().nn.biasAdd(scaled, constant(layer.name() + "/offset", layer.offset()), false);
    }

    private SDVariable factor(String name, List<Double> scale, double neutral, SDVariable x) {
        if (scale.stream().allMatch(s -> s == neutral)) {
            return x;
        }
        return scale.size() == 1 ? x.mul(scale.get(0)) : x.mul(constant(name, scale));
    }

    SDVariable normalization(Layer.Normalization layer, SDVariable x, int channels) {
        String mean = layer.name() + "/mean";
        String variance = layer.name() + "/variance";
        SDVariable factor = graph.constant(layer.name() + "/factor", List.of(variance), () -> factor(variance), channels);
        SDVariable shift = graph.constant(layer.name() + "/shift", List.of(mean, variance), () -> {
            float[] shifts = factor(variance);
            float[] means = graph.leaves().value(mean).data();
            for (int c = 0; c < shifts.length; c++) {
                shifts[c] *= -means[c];
            }
            return shifts;
        }, channels);
        return graph.sameDiff().nn.biasAdd(x.mul(factor), shift, false);
    }

    private float[] factor(String variance) {
        float[] factor = graph.leaves().value(variance).data().clone();
        for (int c = 0; c < factor.length; c++) {
            factor[c] = (float) (1 / Math.max(Math.sqrt(factor[c]), 1e-7));
        }
        return factor;
    }

    /**
     * Over the last axis (Ba et al. 2016). Means are products with a column of 1/n and a row of ones: reductions of a row
     * vector, as they appear with a batch of one, have no working gradient in SameDiff, nor has broadcasting a single number.
     */
    SDVariable layerNormalization(Layer.LayerNormalization layer, SDVariable x, Shape in) {
        int n = in.channels();
        SDVariable average = graph.constant(layer.name() + "/average", filled(n, 1f / n), n, 1);
        SDVariable repeat = graph.constant(layer.name() + "/repeat", filled(n, 1), 1, n);
        SDVariable rows = in.rank() == 1 ? x : graph.sameDiff().reshape(x, -1, n);
        SDVariable centered = rows.sub(rows.mmul(average).mmul(repeat));
        SDVariable variance = centered.mul(centered).mmul(average).mmul(repeat);
        SDVariable y = centered.div(graph.sameDiff().math.sqrt(variance.add(layer.epsilon())));
        if (layer.scale()) {
            y = y.mul(graph.weight(layer.name() + "/gamma"));
        }
        if (layer.center()) {
            y = graph.sameDiff().nn.biasAdd(y, graph.weight(layer.name() + "/beta"), false);
        }
        return in.rank() == 1 ? y : graph.sameDiff().reshape(y, Reshapings.withBatch(in));
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private SDVariable constant(String name, List<Double> values) {
        double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
        return graph.constant(name, ChannelAffine.toFloat(array), array.length);
    }
}
