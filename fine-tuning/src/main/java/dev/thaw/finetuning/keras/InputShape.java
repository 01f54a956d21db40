package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.finetuning.network.Shape;

/** Finds the shape of a model's input. */
final class InputShape {
    /** For a height or width that the file leaves open; {@link BaseModel#resized} makes others of it. */
    private static final int USUAL_SIDE = 224;

    private InputShape() {
    }

    /**
     * @param layer an InputLayer, or the first layer of a Sequential model
     * @param otherwise a batch shape to use if the layer has none; may be null
     */
    static Shape of(LayerConfig layer, JsonNode otherwise) {
        for (String key : List.of("batch_shape", "batch_input_shape")) {
            if (layer.has(key)) {
                return shape(layer, items(layer.get(key)), 1);
            }
        }
        for (String key : List.of("input_shape", "shape")) {
            if (layer.has(key)) {
                return shape(layer, items(layer.get(key)), 0);
            }
        }
        if (otherwise != null && otherwise.isArray()) {
            return shape(layer, otherwise, 1);
        }
        throw layer.refuse("does not say the shape of the model's input; save the model after it was built");
    }

    private static JsonNode items(JsonNode shape) {
        return shape.isObject() && shape.has("items") ? shape.get("items") : shape;
    }

    private static Shape shape(LayerConfig layer, JsonNode dimensions, int first) {
        List<Integer> shape = new ArrayList<>();
        boolean image = dimensions.size() - first == 3;
        for (int i = first; i < dimensions.size(); i++) {
            JsonNode dimension = dimensions.get(i);
            if (dimension.isNull() && image && i < dimensions.size() - 1) {
                shape.add(USUAL_SIDE);
            } else if (dimension.isIntegralNumber() && dimension.canConvertToInt() && dimension.intValue() > 0) {
                shape.add(dimension.intValue());
            } else {
                throw layer.refuse("has the input shape " + dimensions + ", whose size is not known");
            }
        }
        if (shape.isEmpty()) {
            throw layer.refuse("has the input shape " + dimensions + ", which is no image");
        }
        return new Shape(shape);
    }
}
