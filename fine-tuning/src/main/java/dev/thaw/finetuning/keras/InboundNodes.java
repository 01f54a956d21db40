package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads from where a layer takes its inputs. Keras 2 writes lists ({@code [[["conv1", 0, 0, {}]]]}), Keras 3 objects around
 * tensors with a {@code keras_history}; which of them is told by the JSON type, since Keras 3 writes both.
 */
final class InboundNodes {

    /**
     * An output of a layer.
     *
     * @param node which of the layer's calls; Keras 2 counts from 1 where the layer is a model
     */
    record Reference(String layer, int node, int tensor) {
    }

    private InboundNodes() {
    }

    /** For each call of the layer the outputs it was called on. */
    static List<List<Reference>> calls(JsonNode inboundNodes) {
        List<List<Reference>> calls = new ArrayList<>();
        for (JsonNode call : inboundNodes) {
            List<Reference> references = new ArrayList<>();
            if (call.isObject()) {
                collectTensors(call.path("args"), references);
                collectTensors(call.path("kwargs"), references);
            } else {
                references.addAll(references(call));
            }
            calls.add(references);
        }
        return calls;
    }

    /** One reference ({@code ["conv1", 0, 0]}) or a list of them. */
    static List<Reference> references(JsonNode list) {
        List<Reference> references = new ArrayList<>();
        if (list.path(0).isTextual() && list.path(1).isNumber()) {
            references.add(new Reference(list.get(0).asText(), list.get(1).asInt(), list.path(2).asInt()));
        } else {
            list.forEach(inner -> references.addAll(references(inner)));
        }
        return references;
    }

    private static void collectTensors(JsonNode value, List<Reference> into) {
        JsonNode history = value.path("config").path("keras_history");
        if (value.path("class_name").asText().equals("__keras_tensor__") && history.isArray()) {
            into.addAll(references(history));
        } else {
            value.forEach(inner -> collectTensors(inner, into));
        }
    }
}
