package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.HeadPlan;
import dev.thaw.finetuning.plan.Seeds;

/**
 * Puts a new classifier on a backbone: {@code head_spatial_dropout}, {@code head_pool}, {@code head_hidden_1..n} each with its
 * {@code head_hidden_1_dropout}, {@code head_dropout}, {@code head_dense}.
 */
final class Head {
    private static final String SPATIAL_DROPOUT = "head_spatial_dropout";
    private static final String POOL = "head_pool";
    private static final String HIDDEN = "head_hidden_";
    private static final String DROPOUT = "head_dropout";
    private static final String DENSE = "head_dense";

    private final HeadPlan plan;
    private final int classes;

    Head(HeadPlan plan, int classes) {
        this.plan = plan;
        this.classes = classes;
    }

    Network on(Network backbone) {
        List<Node> nodes = new ArrayList<>(backbone.nodes());
        String top = backbone.output();
        if (backbone.outputShape().rank() > 1) {
            top = putDropout(nodes, new Layer.SpatialDropout2D(SPATIAL_DROPOUT, plan.spatialDropout()), plan.spatialDropout(),
                    top);
            top = put(nodes, pool(), top);
        }
        for (int i = 0; i < plan.hidden().size(); i++) {
            HeadPlan.Hidden hidden = plan.hidden().get(i);
            String name = HIDDEN + (i + 1);
            top = put(nodes, new Layer.Dense(name, hidden.units(), hidden.activation().activation(), true), top);
            top = putDropout(nodes, new Layer.Dropout(name + "_dropout", hidden.dropout()), hidden.dropout(), top);
        }
        top = putDropout(nodes, new Layer.Dropout(DROPOUT, plan.dropout()), plan.dropout(), top);
        top = put(nodes, output(), top);
        return new Network(backbone.name(), nodes, top);
    }

    private Layer output() {
        return switch (plan.output()) {
            case SOFTMAX -> new Layer.Dense(DENSE, classes, Activation.SOFTMAX, true);
            case SIGMOID -> new Layer.Dense(DENSE, 1, Activation.SIGMOID, true);
        };
    }

    /** The head's layers that draw random numbers. */
    static Set<String> random(Network network, Network backbone) {
        Set<String> random = new HashSet<>();
        for (Node node : network.nodes()) {
            boolean draws = node.layer() instanceof Layer.Dropout || node.layer() instanceof Layer.SpatialDropout2D;
            if (draws && !backbone.contains(node.name())) {
                random.add(node.name());
            }
        }
        return random;
    }

    /**
     * Hidden kernels uniform in +-sqrt(6 / (in + out)) (Glorot and Bengio, 2010); biases and the last kernel 0, as Kolesnikov et
     * al. (2020) begin a transfer: every class is as probable as the others at first, and no noise is left in directions
     * that few images tell anything about.
     */
    Weights initialWeights(Network network, Network backbone, long seed) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            if (!backbone.contains(node.name())) {
                LayerWeights.of(network, node.name()).forEach((weight, shape) -> {
                    String name = node.name() + "/" + weight;
                    boolean drawn = weight.equals("kernel") && !node.name().equals(DENSE);
                    weights.put(name, drawn ? glorot(shape, Seeds.of(seed, "initial", name)) : zeros(shape));
                });
            }
        }
        return new Weights(weights);
    }

    private Layer pool() {
        return switch (plan.pooling()) {
            case AVERAGE -> new Layer.GlobalAveragePooling2D(POOL, false);
            case MAX -> new Layer.GlobalMaxPooling2D(POOL, false);
            case FLATTEN -> new Layer.Flatten(POOL);
        };
    }

    private static String putDropout(List<Node> nodes, Layer dropout, double rate, String below) {
        return rate > 0 ? put(nodes, dropout, below) : below;
    }

    private static String put(List<Node> nodes, Layer layer, String below) {
        Set<String> taken = new HashSet<>();
        nodes.forEach(node -> taken.add(node.name()));
        if (taken.contains(layer.name())) {
            throw new IllegalArgumentException("the base has a layer named " + layer.name()
                    + ", which is the name of a layer of the new head: rename it in the base model's file");
        }
        nodes.add(new Node(layer, List.of(below)));
        return layer.name();
    }

    private static Tensor glorot(Shape shape, long seed) {
        double limit = Math.sqrt(6.0 / (shape.get(0) + shape.get(1)));
        SplittableRandom random = new SplittableRandom(seed);
        float[] data = new float[(int) shape.elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
        return new Tensor(shape, data);
    }

    private static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[(int) shape.elements()]);
    }
}
