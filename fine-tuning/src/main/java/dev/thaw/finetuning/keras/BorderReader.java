package dev.thaw.finetuning.keras;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads what is added to or taken from the four sides of a feature map. */
final class BorderReader {

    private BorderReader() {
    }

    /**
     * From {@code n}, {@code [vertical, horizontal]} or {@code [[top, bottom], [left, right]]}.
     *
     * @return top, bottom, left, right
     */
    static List<Integer> read(LayerConfig layer, String key, int otherwise) {
        if (!layer.has(key)) {
            return List.of(otherwise, otherwise, otherwise, otherwise);
        }
        JsonNode border = layer.get(key);
        if (!border.isArray()) {
            int all = side(layer, key, border);
            return List.of(all, all, all, all);
        }
        if (border.size() != 2) {
            throw layer.wrong(key, "[vertical, horizontal] or [[top, bottom], [left, right]]");
        }
        return List.of(side(layer, key, border.get(0), 0), side(layer, key, border.get(0), 1),
                side(layer, key, border.get(1), 0), side(layer, key, border.get(1), 1));
    }

    private static int side(LayerConfig layer, String key, JsonNode pair, int index) {
        return side(layer, key, pair.isArray() ? pair.path(index) : pair);
    }

    private static int side(LayerConfig layer, String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw layer.wrong(key, "whole numbers of at least 0");
        }
        return value.intValue();
    }
}
