package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

        /** The outputs it takes; it must be called once. */
        List<InboundNodes.Reference> inputs() {
            List<List<InboundNodes.Reference>> calls = InboundNodes.calls(json.path("inbound_nodes"));
            if (calls.size() != 1 || calls.get(0).isEmpty()) {
                throw place.config().refuse(calls.size() > 1
                        ? "is used " + calls.size() + " times; layers that share their weights between uses are not supported"
                        : "takes no input");
            }
            return calls.get(0);
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
        for (JsonNode json : layers) {
            String className = json.path("class_name").asText();
            String name = json.path("config").path("name").asText(json.path("name").asText(""));
            List<String> own = new ArrayList<>(path);
            own.add(name.isEmpty() ? className : name);
            LayerConfig layer = new LayerConfig(file, own.get(own.size() - 1), className, json.path("config"), keras3);
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
