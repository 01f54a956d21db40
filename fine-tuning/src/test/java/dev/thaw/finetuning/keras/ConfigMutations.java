package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes a model configuration as nobody would who means well: absurd numbers, values of another type, what is missing or twice. */
final class ConfigMutations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;

    ConfigMutations(Random random) {
        this.random = random;
    }

    /** A changed copy. */
    JsonNode of(JsonNode config, int changes) {
        JsonNode copy = config.deepCopy();
        for (int i = 0; i < changes; i++) {
            List<JsonNode> containers = new ArrayList<>();
            collect(copy, containers);
            JsonNode container = containers.get(random.nextInt(containers.size()));
            if (container instanceof ObjectNode object) {
                List<String> keys = new ArrayList<>();
                object.fieldNames().forEachRemaining(keys::add);
                change(object, keys.get(random.nextInt(keys.size())));
            } else {
                change((ArrayNode) container);
            }
        }
        return copy;
    }

    private void change(ObjectNode object, String key) {
        if (random.nextInt(5) == 0) {
            object.remove(key);
        } else {
            object.set(key, something(object.get(key)));
        }
    }

    private void change(ArrayNode array) {
        int place = random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.remove(place);
            case 1 -> array.add(array.get(place).deepCopy());
            default -> array.set(place, something(array.get(place)));
        }
    }

    private JsonNode something(JsonNode instead) {
        return switch (random.nextInt(12)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(-1);
            case 2 -> JSON.numberNode(0);
            case 3 -> JSON.numberNode(Integer.MAX_VALUE);
            case 4 -> JSON.numberNode(1e300);
            case 5 -> JSON.numberNode(Long.MIN_VALUE);
            case 6 -> JSON.textNode("");
            case 7 -> JSON.textNode("../" + "x".repeat(random.nextInt(2_000)));
            case 8 -> JSON.arrayNode();
            case 9 -> JSON.objectNode().set("class_name", JSON.textNode("Functional"));
            case 10 -> JSON.arrayNode().add(instead.deepCopy()).add(instead.deepCopy());
            default -> JSON.booleanNode(random.nextBoolean());
        };
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(inner -> collect(inner, containers));
        }
    }
}
