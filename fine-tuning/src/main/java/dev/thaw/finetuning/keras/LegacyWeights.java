package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.ArrayList;
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

    /** @param layers the group {@code model_weights} */
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
        boolean nested = place.path().size() > 1;
        List<StoredWeight> weights = new ArrayList<>();
        for (String weight : names == null ? List.<String>of() : names) {
            if (!nested || ownerOf(weight).equals(place.config().name())) {
                weights.add(read(group, weight));
            }
        }
        return weights;
    }

    /** The name before the last slash: the layer that a weight of a nested model belongs to. */
    private static String ownerOf(String weight) {
        int end = weight.lastIndexOf('/');
        return end < 0 ? "" : weight.substring(weight.lastIndexOf('/', end - 1) + 1, end);
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
