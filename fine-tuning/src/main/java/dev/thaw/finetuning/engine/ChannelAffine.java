package dev.thaw.finetuning.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.nd4j.autodiff.samediff.SDVariable;

import dev.thaw.finetuning.network.Layer;

/**
 * Batch normalization in inference mode as what it is, a scale and a shift per channel:
 * {@code scale = gamma / sqrt(moving variance + epsilon)}, {@code shift = beta - moving mean * scale}. What is frozen is
 * computed once in double precision; what is trainable stays in the graph.
 */
final class ChannelAffine {
    private final Graph graph;
    private final Layer.BatchNormalization layer;
    private final int channels;

    ChannelAffine(Graph graph, Layer.BatchNormalization layer, int channels) {
        this.graph = graph;
        this.layer = layer;
        this.channels = channels;
    }

    boolean scaleIsTrainable() {
        return layer.scale() && graph.isTrainable(gamma());
    }

    boolean shiftIsTrainable() {
        return scaleIsTrainable() || layer.center() && graph.isTrainable(beta());
    }

    /** The weights that the scale comes from. */
    List<String> scaleSources() {
        return layer.scale() ? List.of(gamma(), variance()) : List.of(variance());
    }

    List<String> shiftSources() {
        List<String> sources = new ArrayList<>(scaleSources());
        sources.add(mean());
        if (layer.center()) {
            sources.add(beta());
        }
        return sources;
    }

    double[] scaleValues() {
        double[] scale = inverseDeviation();
        if (layer.scale()) {
            float[] gamma = graph.leaves().value(gamma()).data();
            for (int c = 0; c < channels; c++) {
                scale[c] *= gamma[c];
            }
        }
        return scale;
    }

    double[] shiftValues() {
        double[] scale = scaleValues();
        float[] mean = graph.leaves().value(mean()).data();
        float[] beta = layer.center() ? graph.leaves().value(beta()).data() : new float[channels];
        double[] shift = new double[channels];
        for (int c = 0; c < channels; c++) {
            shift[c] = beta[c] - mean[c] * scale[c];
        }
        return shift;
    }

    /** (channels) */
    SDVariable scale() {
        if (!scaleIsTrainable()) {
            return graph.constant(layer.name() + "/scale", scaleSources(), () -> toFloat(scaleValues()), channels);
        }
        SDVariable inverse = graph.constant(layer.name() + "/inverse_deviation", List.of(variance()),
                () -> toFloat(inverseDeviation()), channels);
        return graph.weight(gamma()).mul(inverse);
    }

    /** (channels), for the scale given */
    SDVariable shift(SDVariable scale) {
        if (!shiftIsTrainable()) {
            return graph.constant(layer.name() + "/shift", shiftSources(), () -> toFloat(shiftValues()), channels);
        }
        SDVariable moved = scale.mul(graph.weight(mean()));
        return layer.center() ? graph.weight(beta()).sub(moved) : moved.neg();
    }

    /** The layer on its own, where no convolution takes it in. */
    SDVariable apply(SDVariable x) {
        SDVariable scale = scale();
        return graph.sameDiff().nn.biasAdd(x.mul(scale), shift(scale), false);
    }

    static float[] toFloat(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private double[] inverseDeviation() {
        float[] variance = graph.leaves().value(variance()).data();
        double[] inverse = new double[channels];
        for (int c = 0; c < channels; c++) {
            inverse[c] = 1 / Math.sqrt(variance[c] + layer.epsilon());
        }
        return inverse;
    }

    private String gamma() {
        return layer.name() + "/gamma";
    }

    private String beta() {
        return layer.name() + "/beta";
    }

    private String mean() {
        return layer.name() + "/moving_mean";
    }

    private String variance() {
        return layer.name() + "/moving_variance";
    }

    static List<String> join(List<String> some, String... others) {
        return Stream.concat(some.stream(), Stream.of(others)).toList();
    }
}
