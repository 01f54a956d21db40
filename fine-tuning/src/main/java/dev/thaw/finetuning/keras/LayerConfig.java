package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.finetuning.network.Size;

/**
 * The configuration of one layer as it stands in a Keras file, read key by key; a value of the wrong kind is an error that
 * names file, layer, class and key.
 *
 * @param keras3 true if the file was written by Keras 3 or later, where some defaults and functions differ
 */
record LayerConfig(Path file, String name, String className, JsonNode config, boolean keras3) {

    KerasFileException refuse(String what) {
        return new KerasFileException(file, "layer " + name + " (" + className + ") " + what);
    }

    boolean has(String key) {
        return config.hasNonNull(key);
    }

    JsonNode get(String key) {
        return config.path(key);
    }

    int integer(String key, int otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = get(key);
        if (!value.isNumber() || value.doubleValue() != value.intValue()) {
            throw wrong(key, "a whole number");
        }
        return value.intValue();
    }

    int positive(String key) {
        int value = integer(key, 0);
        if (value < 1) {
            throw wrong(key, "a whole number of at least 1");
        }
        return value;
    }

    double number(String key, double otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (!get(key).isNumber()) {
            throw wrong(key, "a number");
        }
        return get(key).doubleValue();
    }

    boolean flag(String key, boolean otherwise) {
        return has(key) ? get(key).asBoolean(otherwise) : otherwise;
    }

    String text(String key, String otherwise) {
        return has(key) ? get(key).asText() : otherwise;
    }

    /** A size given as one number or as [height, width]. */
    Size size(String key, Size otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        List<Integer> sides = integers(key);
        if (sides.size() > 2 || sides.isEmpty() || sides.stream().anyMatch(side -> side < 1)) {
            throw wrong(key, "one or two whole numbers of at least 1");
        }
        return new Size(sides.get(0), sides.get(sides.size() - 1));
    }

    /** One number, a list of numbers, or nothing (an empty list). */
    List<Integer> integers(String key) {
        List<Integer> values = new ArrayList<>();
        for (JsonNode element : elements(key)) {
            if (!element.isIntegralNumber() || !element.canConvertToInt()) {
                throw wrong(key, "whole numbers");
            }
            values.add(element.intValue());
        }
        return values;
    }

    /** One number, a list of numbers (nested lists are flattened), or nothing (an empty list). */
    List<Double> numbers(String key) {
        List<Double> values = new ArrayList<>();
        for (JsonNode element : elements(key)) {
            collectNumbers(element, key, values);
        }
        return values;
    }

    private void collectNumbers(JsonNode element, String key, List<Double> into) {
        if (element.isArray()) {
            element.forEach(inner -> collectNumbers(inner, key, into));
        } else if (element.isNumber()) {
            into.add(element.doubleValue());
        } else {
            throw wrong(key, "numbers");
        }
    }

    private List<JsonNode> elements(String key) {
        JsonNode value = get(key);
        // Keras 2 writes tuples as objects when it serializes them by itself.
        JsonNode list = value.isObject() && value.has("items") ? value.get("items") : value;
        if (list.isArray()) {
            return StreamSupport.stream(list.spliterator(), false).toList();
        }
        return has(key) ? List.of(list) : List.of();
    }

    KerasFileException wrong(String key, String wanted) {
        String found = get(key).toString();
        return refuse("has " + key + " = " + (found.length() > 80 ? found.substring(0, 80) + "..." : found) + " where " + wanted
                + " should be");
    }
}
