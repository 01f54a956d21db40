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
final class LegacyConfigWriter extends FunctionalConfig {
    /** @param names to write, by the layers' own */
    LegacyConfigWriter(Path file, Network network, Map<String, String> names, LayerWriter layers) {
        super(file, network, names, layers);
    }

    @Override
    ObjectNode write(List<Node> nodes) {
        ObjectNode config = named();
        putGraph(config, nodes);
        ObjectNode model = JsonNodeFactory.instance.objectNode().put("class_name", "Functional");
        model.set("config", config);
        return model;
    }

    @Override
    ObjectNode entry(Node node) {
        LayerWriter.Written written = written(node);
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("name", nameOf(node.name())).put("dtype", "float32");
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
        entry.put("name", nameOf(node.name()));
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
}
