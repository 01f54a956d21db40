package dev.thaw.finetuning.training;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.plan.InvalidPlanException;
import dev.thaw.finetuning.plan.LayerPattern;
import dev.thaw.finetuning.plan.Thaw;
import dev.thaw.yaml.NearestNames;

/** Which layers of a backbone a stage thaws. */
final class ThawedLayers {
    private final Network backbone;
    private final List<Node> nodes;
    private final List<Integer> withKernels;

    ThawedLayers(Network backbone) {
        this.backbone = backbone;
        this.nodes = backbone.nodes();
        this.withKernels = IntStream.range(0, nodes.size())
                .filter(place -> hasKernel(nodes.get(place).layer()))
                .boxed()
                .toList();
    }

    /**
     * @param path of the thaw in the plan, for the message
     * @return the names of the thawed layers, in the backbone's order
     * @throws InvalidPlanException if the plan asks for what the backbone does not have
     */
    Set<String> of(Thaw thaw, String path) {
        if (thaw instanceof Thaw.None) {
            return Set.of();
        }
        if (thaw instanceof Thaw.All) {
            return above(0);
        }
        if (thaw instanceof Thaw.From from) {
            return above(placeOf(from.layer(), path + ".from"));
        }
        if (thaw instanceof Thaw.Last last) {
            if (last.layers() > withKernels.size()) {
                throw invalid(
                        path + ".last: the base has only " + withKernels.size() + " layers with kernels, not " + last.layers());
            }
            return above(lowestOf(last.layers()));
        }
        if (thaw instanceof Thaw.Blocks blocks) {
            return lastBlocks(blocks.blocks(), path + ".blocks");
        }
        if (thaw instanceof Thaw.Layers layers) {
            return matching(layers.patterns(), path + ".layers");
        }
        if (thaw instanceof Thaw.Except except) {
            Set<String> thawed = new LinkedHashSet<>(of(except.of(), path));
            thawed.removeAll(matching(except.patterns(), path + ".except"));
            return thawed;
        }
        Thaw.Fraction fraction = (Thaw.Fraction) thaw;
        return above(lowestOf(Math.max(1, (int) Math.round(fraction.fraction() * withKernels.size()))));
    }

    private Set<String> above(int first) {
        return names(nodes.subList(first, nodes.size()), name -> true);
    }

    private static Set<String> names(List<Node> nodes, Predicate<String> wanted) {
        return nodes.stream().map(Node::name).filter(wanted).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private int lowestOf(int layers) {
        return withKernels.isEmpty() ? nodes.size() : withKernels.get(withKernels.size() - layers);
    }

    private Set<String> lastBlocks(int blocks, String path) {
        Map<String, Integer> depths = LayerDepths.of(backbone, backbone);
        int deepest = depths.values().stream().max(Integer::compare).orElse(0);
        if (blocks > deepest) {
            throw invalid(path + ": the base has only " + deepest + " blocks, not " + blocks);
        }
        return names(nodes, layer -> depths.get(layer) <= blocks);
    }

    /** Each pattern must match a layer that has weights: one that says nothing is a mistake. */
    private Set<String> matching(List<LayerPattern> patterns, String path) {
        List<String> weighty = nodes.stream().map(Node::name).filter(name -> !LayerWeights.of(backbone, name).isEmpty()).toList();
        for (LayerPattern pattern : patterns) {
            if (weighty.stream().noneMatch(pattern::matches)) {
                throw invalid(path + ": the base has no layer with weights named " + pattern.text() + "; did you mean "
                        + String.join(", ", NearestNames.to(pattern.text(), weighty, 3)) + "?");
            }
        }
        return names(nodes, layer -> patterns.stream().anyMatch(pattern -> pattern.matches(layer)));
    }

    private int placeOf(String layer, String path) {
        for (int place = 0; place < nodes.size(); place++) {
            if (nodes.get(place).name().equals(layer)) {
                return place;
            }
        }
        List<String> near = NearestNames.to(layer, nodes.stream().map(Node::name).toList(), 3);
        throw invalid(path + ": the base has no layer named " + layer + "; did you mean " + String.join(", ", near) + "?");
    }

    private static InvalidPlanException invalid(String mistake) {
        return new InvalidPlanException(List.of(mistake));
    }

    private static boolean hasKernel(Layer layer) {
        return layer instanceof Layer.Conv2D || layer instanceof Layer.DepthwiseConv2D || layer instanceof Layer.SeparableConv2D
                || layer instanceof Layer.Dense;
    }
}
