package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The layers of one model as its configuration lists them, each with its place. */
final class ContainerReader {
    /** The largest published image networks have about a thousand. */
    private static final int MOST_LAYERS = 10_000;

    private final JsonNode config;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A layer of a model.
     *
     * @param json its whole entry
     */
    record Entry(LayerPlace place, JsonNode json) {

        /** For each of its calls, at least one, the outputs it takes. */
        List<List<InboundNodes.Reference>> calls() {
            List<List<InboundNodes.Reference>> calls = InboundNodes.calls(json.path("inbound_nodes"));
            if (calls.isEmpty() || calls.stream().anyMatch(List::isEmpty)) {
                throw place.config().refuse("takes no input");
            }
            return calls;
        }
    }

    ContainerReader(Path file, boolean keras3, JsonNode config, List<String> path, String variables) {
        this.config = config;
        JsonNode layers = config.isArray() ? config : config.path("layers"); // a bare list before Keras 2.2.3
        if (!layers.isArray()) {
            throw new KerasFileException(file, "holds a model whose configuration has no list of layers");
        }
        if (layers.size() > MOST_LAYERS) {
            throw new KerasFileException(file,
                    "holds a model of " + layers.size() + " layers; at most " + MOST_LAYERS + " are read");
        }
        VariableGroups groups = new VariableGroups();
        Set<String> names = new HashSet<>();
        for (JsonNode json : layers) {
            String className = json.path("class_name").asText();
            String name = json.path("config").path("name").asText(json.path("name").asText(""));
            List<String> own = new ArrayList<>(path);
            own.add(name.isEmpty() ? className : name);
            LayerConfig layer = new LayerConfig(file, own.get(own.size() - 1), className, json.path("config"), keras3);
            if (!names.add(name) && !name.isEmpty()) {
                throw layer.refuse("has the name of another layer; names must differ within a model");
            }
            entries.add(
                    new Entry(new LayerPlace(layer, List.copyOf(own), variables + "layers/" + groups.next(className)), json));
        }
    }

    JsonNode config() {
        return config;
    }

    List<Entry> entries() {
        return entries;
    }
}
