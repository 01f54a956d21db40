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

/** Writes a network as the {@code config.json} of a Keras 3 functional model. */
final class ConfigWriter {
    private final Path file;
    private final Network network;
    private final Map<String, String> names;
    private final LayerWriter layers;

    /** @param names to write, by the layers' own */
    ConfigWriter(Path file, Network network, Map<String, String> names, LayerWriter layers) {
        this.file = file;
        this.network = network;
        this.names = names;
        this.layers = layers;
    }

    ObjectNode write(List<Node> nodes) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", network.name().replace('/', '_')).put("trainable", true);
        ArrayNode entries = config.putArray("layers");
        nodes.forEach(node -> entries.add(entry(node)));
        ArrayNode inputs = config.putArray("input_layers");
        nodes.stream().filter(node -> node.layer() instanceof Layer.Input)
                .forEach(node -> reference(inputs.addArray(), node.name()));
        reference(config.putArray("output_layers").addArray(), network.output());
        // "keras" and "Model" is the one spelling that no version of Keras 3 refuses.
        return object("keras", "Model", config);
    }

    private ObjectNode entry(Node node) {
        LayerWriter.Written written = layers.write(file, node.layer());
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("name", names.get(node.name()));
        // No "trainable": it is true where it is missing, and SpatialDropout2D does not take it.
        config.put("dtype", "float32").setAll(written.config());
        ObjectNode entry = object("keras.layers", written.className(), config).put("name", names.get(node.name()));
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
            network.shapeOf(input).dimensions().forEach(shape::add);
            config.put("dtype", "float32");
            reference(config.putArray("keras_history"), input);
        }
        call.putObject("kwargs");
    }

    private void reference(ArrayNode into, String layer) {
        into.add(names.get(layer)).add(0).add(0);
    }

    private static ObjectNode object(String module, String className, ObjectNode config) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("module", module).put("class_name", className);
        object.set("config", config);
        object.putNull("registered_name");
        return object;
    }
}
