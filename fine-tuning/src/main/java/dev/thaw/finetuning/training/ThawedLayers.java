package dev.thaw.finetuning.training;

import java.util.List;
import java.util.stream.IntStream;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.plan.InvalidPlanException;
import dev.thaw.finetuning.plan.NearestNames;
import dev.thaw.finetuning.plan.Thaw;

/** Which layers of a backbone a stage thaws: those from some place in its order on, as {@code model.layers[n:]} in Keras. */
final class ThawedLayers {
    private final List<Node> nodes;
    private final List<Integer> withKernels;

    ThawedLayers(Network backbone) {
        this.nodes = backbone.nodes();
        this.withKernels = IntStream.range(0, nodes.size())
                .filter(place -> hasKernel(nodes.get(place).layer()))
                .boxed()
                .toList();
    }

    /**
     * @param path of the thaw in the plan, for the message
     * @return the place in the backbone's order from which on everything is thawed; its size if nothing is
     * @throws InvalidPlanException if the plan asks for what the backbone does not have
     */
    int firstThawed(Thaw thaw, String path) {
        if (thaw instanceof Thaw.None) {
            return nodes.size();
        }
        if (thaw instanceof Thaw.All) {
            return 0;
        }
        if (thaw instanceof Thaw.From from) {
            return placeOf(from.layer(), path + ".from");
        }
        if (thaw instanceof Thaw.Last last) {
            if (last.layers() > withKernels.size()) {
                throw invalid(
                        path + ".last: the base has only " + withKernels.size() + " layers with kernels, not " + last.layers());
            }
            return lowestOf(last.layers());
        }
        Thaw.Fraction fraction = (Thaw.Fraction) thaw;
        return lowestOf(Math.max(1, (int) Math.round(fraction.fraction() * withKernels.size())));
    }

    private int lowestOf(int layers) {
        return withKernels.isEmpty() ? nodes.size() : withKernels.get(withKernels.size() - layers);
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
