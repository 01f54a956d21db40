package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/** Writes a network as the {@code config.json} of a Keras 3 functional model. */
final class ConfigWriter extends FunctionalConfig {
    /** @param names to write, by the layers' own */
    ConfigWriter(Path file, Network network, Map<String, String> names, LayerWriter layers) {
        super(file, network, names, layers);
    }

    @Override
    ObjectNode write(List<Node> nodes) {
        ObjectNode config = named().put("trainable", true);
        putGraph(config, nodes);
        // "keras" and "Model" is the one spelling that no version of Keras 3 refuses.
        return object("keras", "Model", config);
    }

    @Override
    ObjectNode entry(Node node) {
        LayerWriter.Written written = written(node);
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("name", nameOf(node.name()));
        // No "trainable": it is true where it is missing, and SpatialDropout2D does not take it.
        config.put("dtype", "float32").setAll(written.config());
        ObjectNode entry = object("keras.layers", written.className(), config).put("name", nameOf(node.name()));
        ArrayNode calls = entry.putArray("inbound_nodes");
        if (!node.inputs().isEmpty()) {
            call(calls.addObject(), node.inputs());
        }
        return entry;
    }

    /** Layers that merge take one list of tensors, all others one tensor. */
    private void call(ObjectNode call, List<String> inputs) {
        ArrayNode arguments = call.putArray("args");
        ArrayNode tensors = inputs.size() > 1 ? arguments.addArray() : arguments;
        for (String input : inputs) {
            ObjectNode tensor = tensors.addObject().put("class_name", "__keras_tensor__");
            ObjectNode config = tensor.putObject("config");
            ArrayNode shape = config.putArray("shape").addNull();
            network().shapeOf(input).dimensions().forEach(shape::add);
            config.put("dtype", "float32");
            reference(config.putArray("keras_history"), input);
        }
        call.putObject("kwargs");
    }

    private static ObjectNode object(String module, String className, ObjectNode config) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("module", module).put("class_name", className);
        object.set("config", config);
        object.putNull("registered_name");
        return object;
    }
}
