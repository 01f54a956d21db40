package dev.thaw.finetuning.keras;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.finetuning.network.Activation;

/** Finds the activation function that a layer's configuration names. */
final class ActivationReader {
    private static final Map<String, Activation> BY_NAME = Map.ofEntries(
            Map.entry("linear", Activation.LINEAR),
            Map.entry("relu", Activation.RELU),
            Map.entry("relu6", Activation.RELU6),
            Map.entry("sigmoid", Activation.SIGMOID),
            Map.entry("softmax", Activation.SOFTMAX),
            Map.entry("tanh", Activation.TANH),
            Map.entry("swish", Activation.SWISH),
            Map.entry("silu", Activation.SWISH),
            Map.entry("gelu", Activation.GELU),
            Map.entry("elu", Activation.ELU),
            Map.entry("selu", Activation.SELU),
            Map.entry("softplus", Activation.SOFTPLUS),
            Map.entry("softsign", Activation.SOFTSIGN),
            Map.entry("celu", Activation.ELU), // the same for the alpha of 1 that a name stands for
            Map.entry("leaky_relu", Activation.LEAKY_RELU),
            Map.entry("hard_silu", Activation.HARD_SILU),
            Map.entry("hard_swish", Activation.HARD_SILU),
            Map.entry("hard_tanh", Activation.HARD_TANH),
            Map.entry("hard_shrink", Activation.HARD_SHRINK),
            Map.entry("soft_shrink", Activation.SOFT_SHRINK),
            Map.entry("tanh_shrink", Activation.TANH_SHRINK),
            Map.entry("mish", Activation.MISH),
            Map.entry("squareplus", Activation.SQUAREPLUS),
            Map.entry("sparse_sigmoid", Activation.SPARSE_SIGMOID),
            Map.entry("sparse_plus", Activation.SPARSE_PLUS),
            Map.entry("log_sigmoid", Activation.LOG_SIGMOID),
            Map.entry("log_softmax", Activation.LOG_SOFTMAX),
            Map.entry("exponential", Activation.EXPONENTIAL));

    private ActivationReader() {
    }

    /** The function under the key {@code activation}; linear if there is none. */
    static Activation of(LayerConfig layer) {
        if (!layer.has("activation")) {
            return Activation.LINEAR;
        }
        String name = nameIn(layer.get("activation"));
        if (name.equals("hard_sigmoid")) {
            return layer.keras3() ? Activation.HARD_SIGMOID : Activation.HARD_SIGMOID_KERAS_2;
        }
        Activation activation = BY_NAME.get(name);
        if (activation == null) {
            throw layer.refuse("uses the activation " + name + ", which is not supported; supported are "
                    + String.join(", ", BY_NAME.keySet().stream().sorted().toList()) + ", hard_sigmoid");
        }
        return activation;
    }

    /** A name, or an object around one: a serialized function, or an activation layer without parameters. */
    private static String nameIn(JsonNode activation) {
        if (!activation.isObject()) {
            return activation.asText();
        }
        if (activation.path("config").isTextual()) {
            return activation.get("config").asText();
        }
        JsonNode parameters = activation.path("config");
        String className = activation.path("class_name").asText();
        return switch (className) {
            case "ReLU" -> relu(parameters);
            case "Softmax" -> "softmax";
            default -> className.isEmpty() ? "without a name" : className;
        };
    }

    private static String relu(JsonNode parameters) {
        JsonNode maximum = parameters.path("max_value");
        boolean plain = parameters.path("negative_slope").asDouble(0) == 0 && parameters.path("threshold").asDouble(0) == 0;
        if (plain && !maximum.isNumber()) {
            return "relu";
        }
        return plain && maximum.doubleValue() == 6 ? "relu6" : "ReLU with other parameters than a maximum of 6";
    }
}
