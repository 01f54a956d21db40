package dev.thaw.finetuning.keras;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.finetuning.network.Layer;

/**
 * Arithmetic with a number, as preprocessing is often written ({@code x / 127.5 - 1}). Keras 3 files hold an operation with
 * its arguments, Keras 2 files a {@code TFOpLambda} with the number beside the tensor; in the network each is a rescaling.
 */
final class ScalarOperation {

    private ScalarOperation() {
    }

    /**
     * The operation as a layer; empty if the entry is something else.
     *
     * @param entry the layer's whole entry in the file
     */
    static Optional<Layer> read(String name, LayerConfig layer, JsonNode entry) {
        JsonNode call = entry.path("inbound_nodes").path(0);
        if (layer.className().equals("TFOpLambda")) {
            JsonNode number = call.path(0).path(3).path("y");
            String function = layer.text("function", "without a name");
            if (!number.isNumber()) {
                throw layer.refuse("calls the function " + function + ", which is supported with a number only");
            }
            return Optional
                    .of(rescaling(name, layer, function.substring(function.lastIndexOf('.') + 1), number.doubleValue(), false));
        }
        JsonNode arguments = call.path("args");
        boolean numberFirst = arguments.path(0).isNumber();
        JsonNode number = arguments.path(numberFirst ? 0 : 1);
        if (!number.isNumber()) {
            return Optional.empty();
        }
        return Optional.of(rescaling(name, layer, layer.className(), number.doubleValue(), numberFirst));
    }

    private static Layer rescaling(String name, LayerConfig layer, String operation, double number, boolean numberFirst) {
        return switch (operation) {
            case "Multiply", "multiply" -> rescaling(name, number, 0);
            case "Add", "add" -> rescaling(name, 1, number);
            case "Subtract", "subtract" -> numberFirst ? rescaling(name, -1, number) : rescaling(name, 1, -number);
            case "TrueDivide", "Divide", "truediv", "divide" -> {
                if (numberFirst) {
                    throw layer.refuse("divides a number by its input, which is not supported");
                }
                yield rescaling(name, 1 / number, 0);
            }
            default -> throw layer.refuse("is the operation " + operation + " with a number; supported are add, subtract,"
                    + " multiply and divide");
        };
    }

    private static Layer rescaling(String name, double scale, double offset) {
        return new Layer.Rescaling(name, List.of(scale), List.of(offset));
    }
}
