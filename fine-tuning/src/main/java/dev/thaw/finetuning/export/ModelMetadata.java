package dev.thaw.finetuning.export;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;

/**
 * What an ONNX or safetensors file says of the network beside it, as texts: {@code keras_config} (for
 * {@code keras.models.model_from_json}) and, of a classifier, {@code labels} (a JSON list in the order of the outputs) and
 * {@code preprocessing} (a JSON object that says which images to feed).
 */
final class ModelMetadata {
    private static final String CONFIG = "keras_config";
    private static final String LABELS = "labels";
    private static final String PREPROCESSING = "preprocessing";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelMetadata() {
    }

    static Map<String, String> of(SavedModel model, String config) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (!model.labels().isEmpty()) {
            Shape input = model.network().inputs().get(0).shape();
            Map<String, Object> images = new LinkedHashMap<>();
            images.put("channels", "RGB");
            images.put("range", List.of(0, 255));
            images.put("layout", "NHWC");
            images.put("height", input.get(0));
            images.put("width", input.get(1));
            images.put("scaling", scaling(model.network()));
            metadata.put(LABELS, json(model.labels()));
            metadata.put(PREPROCESSING, json(images));
        }
        metadata.put(CONFIG, config);
        return metadata;
    }

    private static String scaling(Network network) {
        return Preprocessing.of(network)
                .map(needed -> needed == Preprocessing.NONE
                        ? "none, it is inside the model"
                        : needed.formula() + ", before the model")
                .orElse("as the model was trained, before the model");
    }

    /** @throws ModelFileException if there is none, as in a file that others wrote */
    static String config(Path file, Map<String, String> metadata) {
        String config = metadata.get(CONFIG);
        if (config == null) {
            throw new ModelFileException(file, "does not hold a network that Thaw wrote (its metadata has no " + CONFIG
                    + "); only such " + ModelFormat.of(file).extension() + " files are read, bring the Keras file instead");
        }
        return config;
    }

    static List<String> labels(Path file, Map<String, String> metadata) {
        try {
            return JSON.readValue(metadata.getOrDefault(LABELS, "[]"), new TypeReference<List<String>>() {
            });
        } catch (JsonProcessingException e) {
            throw new ModelFileException(file, "has labels in its metadata that are not a JSON list of texts", e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers cannot fail to be written", e);
        }
    }
}
