package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which Keras lists a functional model's layers after it has rebuilt it, by which it numbers the groups of its
 * weight files: by depth, the farthest from the output first, and among equals by a depth-first walk from the output
 * ({@code map_graph} in {@code keras/src/ops/function.py}).
 */
public final class KerasOrder {

    private KerasOrder() {
    }

    /** The nodes that the output needs, in Keras's order. */
    public static List<Node> of(Network network) {
        DepthFirst<String> walk = DepthFirst.from(List.of(network.output()), layer -> network.node(layer).inputs());
        Map<String, Integer> depths = new HashMap<>();
        List<String> fromTheOutput = new ArrayList<>(walk.finished());
        Collections.reverse(fromTheOutput);
        for (String layer : fromTheOutput) {
            int depth = depths.computeIfAbsent(layer, unseen -> 0);
            network.node(layer).inputs().forEach(input -> depths.merge(input, depth + 1, Math::max));
        }
        return walk.finished().stream()
                .sorted(Comparator.<String>comparingInt(layer -> -depths.get(layer)).thenComparingInt(walk.reached()::get))
                .map(network::node)
                .toList();
    }
}
