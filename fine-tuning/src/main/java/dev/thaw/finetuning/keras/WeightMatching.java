package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** Gives every weight that the network's layers need its value from the file. */
final class WeightMatching {
    private final Network network;
    private final Map<String, LayerPlace> places;
    private final WeightSource source;

    WeightMatching(Network network, Map<String, LayerPlace> places, WeightSource source) {
        this.network = network;
        this.places = places;
        this.source = source;
    }

    /** @throws KerasFileException if a weight is missing or has another shape; the message names the layer */
    Weights weights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            Map<String, Shape> wanted = LayerWeights.of(network, node.name());
            if (node.layer() instanceof Layer.Normalization normalization && !normalization.adapted()) {
                statisticsInConfig(places.get(node.name()).config(), wanted)
                        .forEach((weight, tensor) -> tensors.put(node.name() + "/" + weight, tensor));
            } else {
                found(node, wanted).forEach((weight, stored) -> tensors.put(node.name() + "/" + weight,
                        new Tensor(wanted.get(weight), stored.values().get())));
            }
        }
        return new Weights(tensors);
    }

    /** Where each weight is in the file, by full name; reads no values. Throws as {@link #weights} does. */
    Map<String, StoredWeight> found() {
        Map<String, StoredWeight> all = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            found(node, LayerWeights.of(network, node.name()))
                    .forEach((weight, stored) -> all.put(node.name() + "/" + weight, stored));
        }
        return all;
    }

    private Map<String, StoredWeight> found(Node node, Map<String, Shape> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        LayerPlace place = places.get(node.name());
        List<StoredWeight> stored = source.of(place);
        if (place.config().className().equals("Normalization") && stored.size() == 3) {
            stored = stored.subList(0, 2); // the third counts what the statistics were computed from
        }
        if (stored.size() != wanted.size()) {
            throw place.config().refuse("needs the weights " + wanted.keySet() + ", but the file has "
                    + (stored.isEmpty() ? "none" : stored.stream().map(StoredWeight::name).toList()) + " for it");
        }
        List<StoredWeight> ordered = ordered(stored, wanted.keySet());
        Map<String, StoredWeight> found = new LinkedHashMap<>();
        for (Map.Entry<String, Shape> weight : wanted.entrySet()) {
            StoredWeight value = ordered.get(found.size());
            if (!value.dimensions().equals(weight.getValue().dimensions())) {
                throw place.config().refuse("needs " + weight.getKey() + " of shape " + weight.getValue()
                        + ", but the file has one of shape " + value.dimensions());
            }
            found.put(weight.getKey(), value);
        }
        return found;
    }

    /** By name where the names are Keras's usual ones, else by position, which is Keras's own rule. */
    private static List<StoredWeight> ordered(List<StoredWeight> stored, Set<String> names) {
        Map<String, StoredWeight> byName = new LinkedHashMap<>();
        stored.forEach(weight -> byName.put(weight.name(), weight));
        if (!byName.keySet().equals(new HashSet<>(names))) {
            return stored;
        }
        List<StoredWeight> ordered = new ArrayList<>();
        names.forEach(name -> ordered.add(byName.get(name)));
        return ordered;
    }

    private static Map<String, Tensor> statisticsInConfig(LayerConfig layer, Map<String, Shape> wanted) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        wanted.forEach((key, shape) -> {
            List<Double> numbers = layer.numbers(key);
            if (numbers.size() != 1 && numbers.size() != shape.channels()) {
                throw layer.wrong(key, "one number, or one for each of " + shape.channels() + " channels");
            }
            float[] values = new float[shape.channels()];
            for (int channel = 0; channel < values.length; channel++) {
                values[channel] = numbers.get(numbers.size() == 1 ? 0 : channel).floatValue();
            }
            tensors.put(key, new Tensor(shape, values));
        });
        return tensors;
    }
}
