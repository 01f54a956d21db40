package dev.thaw.finetuning.keras;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.network.Node;

/** Names that Keras 3 takes: without slashes, and still each only once. */
public final class LayerNames {

    private LayerNames() {
    }

    /** The name in a Keras 3 file by the layer's name; names that are fine stay as they are. */
    public static Map<String, String> of(List<Node> nodes) {
        Set<String> taken = new HashSet<>();
        nodes.stream().map(Node::name).filter(name -> !name.contains("/")).forEach(taken::add);
        Map<String, String> names = new LinkedHashMap<>();
        for (Node node : nodes) {
            String name = node.name();
            if (name.contains("/")) {
                String wanted = name.replace('/', '_');
                name = wanted;
                for (int number = 1; !taken.add(name); number++) {
                    name = wanted + "_" + number;
                }
            }
            names.put(node.name(), name);
        }
        return names;
    }
}
