package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;

/**
 * The weights of a Keras 2 file (also as Keras 3 writes it): a group per top-level layer, whose attribute
 * {@code weight_names} says where in it the weights lie. A nested model has all of its weights in one group.
 */
final class LegacyWeights implements WeightSource {
    private final Path file;
    private final Hdf5File hdf;
    private final Group layers;

    /** @param layers the group {@code model_weights}, or the root of a file of weights alone */
    LegacyWeights(Path file, Hdf5File hdf, Group layers) {
        this.file = file;
        this.hdf = hdf;
        this.layers = layers;
    }

    @Override
    public List<StoredWeight> of(LayerPlace place) {
        Group group = hdf.group(layers, place.path().get(0));
        if (group == null) {
            return List.of();
        }
        List<String> names = hdf.texts(group, "weight_names");
        if (names == null) {
            return List.of();
        }
        List<String> own = place.path().size() == 1 ? names : ownIn(names, place.config().name());
        return own.stream().map(weight -> read(group, weight)).toList();
    }

    /** The names of the layers that have weights, in the order of the file. */
    List<String> layersWithWeights() {
        List<String> names = hdf.texts(layers, "layer_names");
        return names == null ? List.of() : names.stream().filter(this::hasWeights).toList();
    }

    /** How many layers the weights of a layer belong to: more than one if it is a model. */
    long owners(String layer) {
        return weightNames(layer).stream().map(LegacyWeights::ownerOf).distinct().count();
    }

    private boolean hasWeights(String layer) {
        return !weightNames(layer).isEmpty();
    }

    private List<String> weightNames(String layer) {
        Group group = hdf.group(layers, layer);
        List<String> weights = group == null ? null : hdf.texts(group, "weight_names");
        return weights == null ? List.of() : weights;
    }

    /** Of the weights of a nested model those of one layer; some writers put the names of the models before the layer's. */
    private static List<String> ownIn(List<String> weights, String layer) {
        List<String> exactly = weights.stream().filter(weight -> ownerOf(weight).equals(layer)).toList();
        return exactly.isEmpty() ? weights.stream().filter(weight -> ownerOf(weight).endsWith("/" + layer)).toList() : exactly;
    }

    /** All but the last part of the name; a layer's own name may have slashes too. */
    private static String ownerOf(String weight) {
        return weight.substring(0, Math.max(0, weight.lastIndexOf('/')));
    }

    private StoredWeight read(Group group, String weight) {
        if (!(hdf.find(group, weight) instanceof Dataset dataset)) {
            throw new KerasFileException(file, "the weight " + weight + " of the group " + group.getPath() + " is missing");
        }
        String shortName = weight.substring(weight.lastIndexOf('/') + 1).replaceFirst(":\\d+$", "");
        return new StoredWeight(shortName, Arrays.stream(dataset.getDimensions()).boxed().toList(),
                () -> hdf.floats(dataset));
    }
}
