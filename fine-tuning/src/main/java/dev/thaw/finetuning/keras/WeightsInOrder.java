package dev.thaw.finetuning.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/**
 * The weights of a Keras 2 file by the order of its layers: the first layer with weights in the file is that of the network, and so
 * on, whatever they are called.
 */
final class WeightsInOrder implements WeightSource {
    private final LegacyWeights file;
    private final Map<String, String> layers;

    private WeightsInOrder(LegacyWeights file, Map<String, String> layers) {
        this.file = file;
        this.layers = layers;
    }

    static WeightsInOrder of(Network network, LegacyWeights file) {
        List<String> stored = file.layersWithWeights();
        Map<String, String> layers = new HashMap<>();
        for (Node node : network.nodes()) {
            if (!LayerWeights.of(network, node.name()).isEmpty() && layers.size() < stored.size()) {
                layers.put(node.name(), stored.get(layers.size()));
            }
        }
        return new WeightsInOrder(file, layers);
    }

    /** The same file upon another network. */
    WeightsInOrder on(Network network) {
        return of(network, file);
    }

    @Override
    public List<StoredWeight> of(LayerPlace place) {
        String layer = layers.get(place.config().name());
        return layer == null ? List.of() : file.of(new LayerPlace(place.config(), List.of(layer), place.variables()));
    }
}
