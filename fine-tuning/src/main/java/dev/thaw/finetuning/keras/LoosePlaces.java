package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.MissingNode;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/** Where the layers of a network would stand in a file that had its architecture. */
final class LoosePlaces {

    private LoosePlaces() {
    }

    /**
     * By the layer's name.
     *
     * @param models the groups of the models around the network, the outermost first
     */
    static Map<String, LayerPlace> of(Path file, Network network, List<String> models) {
        VariableGroups groups = new VariableGroups();
        String around = models.stream().map(model -> "layers/" + model + "/").collect(Collectors.joining());
        Map<String, LayerPlace> places = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            String className = LayerWriter.className(node.layer());
            LayerConfig config = new LayerConfig(file, node.name(), className, MissingNode.getInstance(), true);
            List<String> path = Stream.concat(models.stream(), Stream.of(node.name())).toList();
            places.put(node.name(), new LayerPlace(config, path, around + "layers/" + groups.next(className)));
        }
        return places;
    }
}
