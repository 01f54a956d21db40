package dev.thaw.finetuning.keras;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;

/** The weights of a Keras 3 archive: a group per layer, its variables numbered, trainable ones first. */
final class VariableWeights implements WeightSource {
    private static final String LAYERS = "layers";
    /** What the group of layers was called before TensorFlow 2.15. */
    private static final String LAYERS_OF_2023 = "_layer_checkpoint_dependencies";

    private final Hdf5File hdf;
    private final boolean of2023;

    VariableWeights(Hdf5File hdf) {
        this.hdf = hdf;
        this.of2023 = hdf.group(hdf.root(), LAYERS) == null;
    }

    @Override
    public List<StoredWeight> of(LayerPlace place) {
        String path = of2023 ? place.variables().replaceAll("(?<=^|/)" + LAYERS + "/", LAYERS_OF_2023 + "/") : place.variables();
        Group variables = hdf.group(hdf.root(), path + "/vars");
        if (variables == null || !nameOf(variables, place).equals(place.config().name())) {
            variables = byName(hdf.group(hdf.root(), path.substring(0, path.lastIndexOf('/'))), place, variables);
        }
        return variables == null ? List.of() : stored(variables);
    }

    /** Since Keras 3.6 the layer's name stands beside its variables. */
    private String nameOf(Group variables, LayerPlace place) {
        String name = hdf.text(variables, "name");
        return name == null ? place.config().name() : name;
    }

    private Group byName(Group layers, LayerPlace place, Group otherwise) {
        if (layers == null) {
            return otherwise;
        }
        return layers.getChildren().values().stream()
                .filter(Group.class::isInstance)
                .map(layer -> hdf.group((Group) layer, "vars"))
                .filter(group -> group != null && place.config().name().equals(hdf.text(group, "name")))
                .findFirst().orElse(otherwise);
    }

    private List<StoredWeight> stored(Group variables) {
        return variables.getChildren().entrySet().stream()
                .filter(child -> child.getKey().matches("\\d{1,4}"))
                .sorted(Comparator.comparingInt(child -> Integer.parseInt(child.getKey())))
                .map(Map.Entry::getKey)
                .map(number -> stored(variables, number))
                .toList();
    }

    private StoredWeight stored(Group variables, String number) {
        Node node = hdf.find(variables, number);
        if (!(node instanceof Dataset dataset)) {
            throw new IllegalArgumentException("variable " + number + " of " + variables.getPath() + " is not a dataset");
        }
        return new StoredWeight(number, Arrays.stream(dataset.getDimensions()).boxed().toList(), () -> hdf.floats(dataset));
    }
}
