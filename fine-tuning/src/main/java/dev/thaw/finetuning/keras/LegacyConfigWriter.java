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

/** Writes a network as the {@code model_config} of an {@code .h5} file, in the words that Keras 2 and Keras 3 have in common. */
final class LegacyConfigWriter {
    private final Path file;
    private final Network network;
    private final Map<String, String> names;
    private final LayerWriter layers;

    /** @param names to write, by the layers' own */
    LegacyConfigWriter(Path file, Network network, Map<String, String> names, LayerWriter layers) {
        this.file = file;
        this.network = network;
        this.names = names;
        this.layers = layers;
    }

    ObjectNode write(List<Node> nodes) {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("name", network.name().replace('/', '_'));
        ArrayNode entries = config.putArray("layers");
        nodes.forEach(node -> entries.add(entry(node)));
        ArrayNode inputs = config.putArray("input_layers");
        nodes.stream().filter(node -> node.layer() instanceof Layer.Input)
                .forEach(node -> reference(inputs.addArray(), node.name()));
        reference(config.putArray("output_layers").addArray(), network.output());
        ObjectNode model = JsonNodeFactory.instance.objectNode().put("class_name", "Functional");
        model.set("config", config);
        return model;
    }

    private ObjectNode entry(Node node) {
        LayerWriter.Written written = layers.write(file, node.layer());
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("name", names.get(node.name())).put("dtype", "float32");
        config.setAll(written.config());
        rename(config, "batch_shape", "batch_input_shape");
        if (node.layer() instanceof Layer.LeakyReLU) {
            rename(config, "negative_slope", "alpha");
        }
        if (config.path("groups").asInt() == 1) {
            config.remove("groups");
        }
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put("class_name", written.className());
        entry.set("config", config);
        entry.put("name", names.get(node.name()));
        ArrayNode calls = entry.putArray("inbound_nodes");
        if (!node.inputs().isEmpty()) {
            ArrayNode call = calls.addArray();
            node.inputs().forEach(input -> reference(call.addArray(), input).addObject());
        }
        return entry;
    }

    private static void rename(ObjectNode config, String key, String other) {
        if (config.has(key)) {
            config.set(other, config.remove(key));
        }
    }

    private ArrayNode reference(ArrayNode into, String layer) {
        return into.add(names.get(layer)).add(0).add(0);
    }
}
