package dev.thaw.finetuning.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** What Keras computed for a small network, in float64. */
record Fixture(Network network, Weights weights, double labelSmoothing, Tensor input, Tensor targets, Tensor sampleWeights,
        Tensor output, double loss, Map<String, Tensor> gradients) {

    static Fixture read(String name) {
        try (InputStream json = Fixture.class.getResourceAsStream("/engine/" + name + ".json")) {
            JsonNode root = new ObjectMapper().readTree(json);
            return new Fixture(FixtureNetworks.named(name), new Weights(tensors(root.get("weights"))),
                    root.get("label_smoothing").asDouble(), tensor(root.get("input")), tensor(root.get("targets")),
                    tensor(root.get("sample_weights")), tensor(root.get("output")), root.get("loss").asDouble(),
                    tensors(root.get("gradients")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Tensor> inputs() {
        return Map.of("input", input);
    }

    LossOptions lossOptions() {
        return new LossOptions(labelSmoothing, List.of());
    }

    private static Map<String, Tensor> tensors(JsonNode node) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        node.properties().forEach(field -> tensors.put(field.getKey(), tensor(field.getValue())));
        return tensors;
    }

    private static Tensor tensor(JsonNode node) {
        ObjectMapper mapper = new ObjectMapper();
        return new Tensor(new Shape(List.of(mapper.convertValue(node.get("shape"), Integer[].class))),
                mapper.convertValue(node.get("data"), float[].class));
    }
}
