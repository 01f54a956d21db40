package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thaw.finetuning.network.Shape;

/** The {@code noise_shape} of a dropout layer: 1 along the axes whose values fall together, null along the others. */
final class DropoutNoise {
    private static final String KEY = "noise_shape";

    private DropoutNoise() {
    }

    /** For each axis of one image 1 or 0, as {@link dev.thaw.finetuning.network.Layer.Dropout} has it; empty if there is none. */
    static List<Integer> read(LayerConfig layer, List<Shape> inputs) {
        if (!layer.has(KEY) || inputs.isEmpty()) {
            return List.of();
        }
        JsonNode sizes = layer.get(KEY).has("items") ? layer.get(KEY).get("items") : layer.get(KEY); // a tuple of Keras 2
        Shape in = inputs.get(0);
        List<Integer> noise = new ArrayList<>();
        for (int axis = 0; axis < in.rank(); axis++) {
            JsonNode size = sizes.path(axis + 1);
            boolean shares = size.isInt() && size.asInt() == 1;
            if (sizes.size() != in.rank() + 1 || !sizes.get(0).isNull()
                    || !(shares || size.isNull() || size.asInt() == in.get(axis))) {
                throw layer.wrong(KEY, "null for the batch, and null or 1 for each of its " + in.rank() + " axes");
            }
            noise.add(shares ? 1 : 0);
        }
        return noise;
    }

    static void write(ObjectNode config, List<Integer> noise) {
        if (!noise.isEmpty()) {
            ArrayNode sizes = config.putArray(KEY).addNull();
            noise.forEach(shares -> sizes.add(shares == 1 ? IntNode.valueOf(1) : NullNode.getInstance()));
        }
    }
}
