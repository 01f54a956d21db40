package dev.thaw.finetuning.keras;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The names that Keras 3 gives to the groups of its weight files: not the layer's name, but its class in snake case,
 * numbered within its model in the order of the layers: {@code conv2d}, {@code conv2d_1}, ...
 */
final class VariableGroups {
    private final Map<String, Integer> seen = new HashMap<>();

    /** The group of the next layer of that class. */
    String next(String className) {
        String name = className.replaceAll("\\W+", "").replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        int number = seen.merge(name, 1, Integer::sum) - 1;
        return number == 0 ? name : name + "_" + number;
    }
}
