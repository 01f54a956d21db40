package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.MissingNode;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/** Where the layers of a network would stand in a file that had its architecture. */
final class LoosePlaces {

    private LoosePlaces() {
    }

    /** By the layer's name. */
    static Map<String, LayerPlace> of(Path file, Network network) {
        VariableGroups groups = new VariableGroups();
        Map<String, LayerPlace> places = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            String className = LayerWriter.className(node.layer());
            LayerConfig config = new LayerConfig(file, node.name(), className, MissingNode.getInstance(), true);
            places.put(node.name(), new LayerPlace(config, List.of(node.name()), "layers/" + groups.next(className)));
        }
        return places;
    }
}
