package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/** What the configurations of functional models have in common, whichever version of Keras they are for: layers, inputs and outputs by name. */
abstract class FunctionalConfig {
    private final Path file;
    private final Network network;
    private final Map<String, String> names;
    private final LayerWriter layers;

    /** @param names to write, by the layers' own */
    FunctionalConfig(Path file, Network network, Map<String, String> names, LayerWriter layers) {
        this.file = file;
        this.network = network;
        this.names = names;
        this.layers = layers;
    }

    /** The whole model. */
    abstract ObjectNode write(List<Node> nodes);

    /** A layer with what it is called on. */
    abstract ObjectNode entry(Node node);

    final Network network() {
        return network;
    }

    final String nameOf(String layer) {
        return names.get(layer);
    }

    final LayerWriter.Written written(Node node) {
        return layers.write(file, node.layer());
    }

    /** The network's name, to be gone on with. */
    final ObjectNode named() {
        return JsonNodeFactory.instance.objectNode().put("name", network.name().replace('/', '_'));
    }

    final void putGraph(ObjectNode config, List<Node> nodes) {
        ArrayNode entries = config.putArray("layers");
        nodes.forEach(node -> entries.add(entry(node)));
        ArrayNode inputs = config.putArray("input_layers");
        nodes.stream().filter(node -> node.layer() instanceof Layer.Input)
                .forEach(node -> reference(inputs.addArray(), node.name()));
        reference(config.putArray("output_layers").addArray(), network.output());
    }

    final ArrayNode reference(ArrayNode into, String layer) {
        return into.add(nameOf(layer)).add(0).add(0);
    }
}
