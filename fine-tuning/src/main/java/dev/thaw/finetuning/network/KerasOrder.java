package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which Keras lists a functional model's layers after it has rebuilt it, by which it numbers the groups of its
 * weight files: by depth, the farthest from the output first, and among equals by a depth-first walk from the output
 * ({@code map_graph} in {@code keras/src/ops/function.py}).
 */
public final class KerasOrder {
    private final Network network;
    private final Map<String, Integer> visited = new HashMap<>();
    private final Set<String> finished = new LinkedHashSet<>();

    private KerasOrder(Network network) {
        this.network = network;
    }

    /** The nodes that the output needs, in Keras's order. */
    public static List<Node> of(Network network) {
        return new KerasOrder(network).nodes();
    }

    private List<Node> nodes() {
        walk(network.output());
        Map<String, Integer> depths = new HashMap<>();
        List<String> fromTheOutput = new ArrayList<>(finished);
        Collections.reverse(fromTheOutput);
        for (String layer : fromTheOutput) {
            int depth = depths.computeIfAbsent(layer, unseen -> 0);
            network.node(layer).inputs().forEach(input -> depths.merge(input, depth + 1, Math::max));
        }
        return finished.stream()
                .sorted(Comparator.<String>comparingInt(layer -> -depths.get(layer)).thenComparingInt(visited::get))
                .map(network::node)
                .toList();
    }

    private void walk(String layer) {
        if (visited.putIfAbsent(layer, visited.size()) == null) {
            network.node(layer).inputs().forEach(this::walk);
            finished.add(layer);
        }
    }
}
