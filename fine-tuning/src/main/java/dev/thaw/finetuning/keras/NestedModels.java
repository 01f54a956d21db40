package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jhdf.api.Group;
import io.jhdf.api.Node;

/** The models inside the model whose weights a file holds: somebody's network around a published one has that inside. */
final class NestedModels {
    private static final String LAYERS = "layers";
    private static final int DEEPEST = 3;

    private NestedModels() {
    }

    /** Of a Keras 2 file: the layers whose weights have several owners. */
    static List<List<String>> ofLegacy(LegacyWeights file) {
        return file.layersWithWeights().stream().filter(layer -> file.owners(layer) > 1).map(List::of).toList();
    }

    /** Of a Keras 3 file: the groups that have layers themselves, each with those around it. */
    static List<List<String>> ofVariables(Hdf5File hdf) {
        List<List<String>> found = new ArrayList<>();
        collect(hdf, hdf.group(hdf.root(), LAYERS), List.of(), found);
        return found;
    }

    private static void collect(Hdf5File hdf, Group layers, List<String> around, List<List<String>> found) {
        if (layers == null || around.size() == DEEPEST) {
            return;
        }
        for (Map.Entry<String, Node> child : layers.getChildren().entrySet()) {
            Group inner = child.getValue() instanceof Group group ? hdf.group(group, LAYERS) : null;
            if (inner != null) {
                List<String> path = new ArrayList<>(around);
                path.add(child.getKey());
                found.add(path);
                collect(hdf, inner, path, found);
            }
        }
    }
}
