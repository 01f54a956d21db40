package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.thaw.finetuning.network.KerasOrder;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** Writes a whole model as {@code .h5}: the architecture as an attribute, and a group of weights for each layer that has some. */
final class LegacyFileWriter {
    /** Said by every group that Keras looks for it in; without it, Keras takes the weights for those of Keras 1. */
    private static final String VERSION = "3.0.0";

    private final Path file;
    private final Network network;
    private final Weights weights;

    LegacyFileWriter(Path file, Network network, Weights weights) {
        this.file = file;
        this.network = network;
        this.weights = weights;
    }

    void write() throws IOException {
        List<Node> nodes = KerasOrder.of(network);
        Map<String, String> names = LayerNames.of(nodes);
        String config = new LegacyConfigWriter(file, network, names, new LayerWriter(weights)).write(nodes).toString();
        // Not a temporary file of the system's kind, which nobody else could read after the move.
        Path whole = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            write(whole, nodes, names, config);
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private void write(Path to, List<Node> nodes, Map<String, String> names, String config) throws IOException {
        try (Hdf5Writer writer = new Hdf5Writer(to)) {
            Map<String, Long> layers = new LinkedHashMap<>();
            for (Node node : nodes) {
                // a layer for normalization has its statistics in the configuration
                if (!(node.layer() instanceof Layer.Normalization) && !LayerWeights.of(network, node.name()).isEmpty()) {
                    layers.put(names.get(node.name()), layer(writer, node, names.get(node.name())));
                }
            }
            Hdf5Attributes ofWeights = versioned();
            if (!layers.isEmpty()) {
                ofWeights.names("layer_names", List.copyOf(layers.keySet()));
            }
            writer.finish(Map.of("model_weights", writer.group(layers, ofWeights)), versioned().text("model_config", config));
        }
    }

    /** {@code <layer>/<layer>/<weight>:0}, as Keras 2 named them. */
    private long layer(Hdf5Writer writer, Node node, String name) throws IOException {
        Map<String, Long> variables = new LinkedHashMap<>();
        for (String weight : LayerWeights.of(network, node.name()).keySet()) {
            Tensor tensor = weights.get(node.name() + "/" + weight);
            variables.put(weight + ":0", writer.dataset(tensor.shape().dimensions(), tensor.data()));
        }
        List<String> paths = variables.keySet().stream().map(weight -> name + "/" + weight).toList();
        return writer.group(Map.of(name, writer.group(variables)), new Hdf5Attributes().names("weight_names", paths));
    }

    private static Hdf5Attributes versioned() {
        return new Hdf5Attributes().text("keras_version", VERSION).text("backend", "tensorflow");
    }
}
