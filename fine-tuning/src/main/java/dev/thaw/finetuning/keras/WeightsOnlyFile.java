package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import io.jhdf.api.Group;

/**
 * A file of weights without their architecture, as {@code save_weights} writes it and as the weights of Keras Applications
 * are published: Keras 2 with the layers at the root, Keras 3 with numbered groups. Which network of {@link Applications} it
 * belongs to is told by the names and shapes of its weights; layers are matched by name, or, where names differ between
 * versions of Keras, by order, which is the rule of Keras's own {@code load_weights}.
 */
final class WeightsOnlyFile {
    /** What EfficientNet's weights hold as variance, and Keras makes up for by another rescaling. */
    private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};

    private final Path file;
    private final Hdf5File hdf;

    /**
     * A network that is laid upon the file.
     *
     * @param models around it in the file
     */
    private record Match(Application application, Network network, WeightSource source, List<String> models) {

        int weights() {
            return LayerWeights.of(network).size();
        }
    }

    WeightsOnlyFile(Path file, Hdf5File hdf) {
        this.file = file;
        this.hdf = hdf;
    }

    /**
     * @param architecture to put the weights into; null to recognise it
     * @throws KerasFileException if the weights do not fit the architecture, or none
     */
    KerasModel read(Application architecture) {
        Match match = withTop(architecture == null ? recognised() : fitting(architecture));
        Network network = match.network();
        Weights weights = matching(match).weights();
        if (hasImageNetDeviationAsVariance(weights)) {
            network = rebuilt(match.application().forImageNet(), network);
        }
        String version = hdf.text(hdf.root(), "keras_version");
        return new KerasModel(network, weights, version != null ? version : legacyLayers() != null ? "2" : "3");
    }

    private Match recognised() {
        return Applications.all().stream().flatMap(this::candidates).filter(this::fits)
                .max(Comparator.comparingInt(Match::weights)) // VGG16's layers are all in VGG19
                .orElseThrow(() -> new KerasFileException(file, "holds weights but no architecture, and they fit none that is"
                        + " known; name the architecture (--architecture), or bring the whole model, saved by model.save(\"model.keras\")"
                        + " after model.load_weights(...)"));
    }

    private Match fitting(Application architecture) {
        List<Match> candidates = candidates(architecture).toList();
        Match plainest = candidates.stream().filter(match -> match.models().isEmpty()).reduce((first, second) -> second)
                .orElseThrow();
        Match match = candidates.stream().filter(this::fits).findFirst().orElse(plainest);
        try {
            matching(match).found();
            return match;
        } catch (KerasFileException e) {
            throw new KerasFileException(file, "does not hold the weights of " + architecture.name() + ": " + e.what(), e);
        }
    }

    /** The ways to lay the file's weights upon an architecture's backbone, the surest first. */
    private Stream<Match> candidates(Application application) {
        Network backbone = application.backbone(application.size(), application.size());
        Group layers = legacyLayers();
        if (layers == null) {
            WeightSource variables = new VariableWeights(hdf);
            return Stream.concat(Stream.of(List.<String>of()), NestedModels.ofVariables(hdf).stream())
                    .map(models -> new Match(application, backbone, variables, models));
        }
        LegacyWeights byName = new LegacyWeights(file, hdf, layers);
        Stream<Match> plain = Stream.of(byName, WeightsInOrder.of(backbone, byName))
                .map(source -> new Match(application, backbone, source, List.of()));
        return Stream.concat(plain, NestedModels.ofLegacy(byName).stream()
                .map(models -> new Match(application, backbone, byName, models)));
    }

    private Group legacyLayers() {
        if (hdf.texts(hdf.root(), "layer_names") != null) {
            return hdf.root();
        }
        return hdf.group(hdf.root(), "model_weights");
    }

    private boolean fits(Match match) {
        try {
            matching(match).found();
            return true;
        } catch (KerasFileException e) {
            return false;
        }
    }

    private WeightMatching matching(Match match) {
        return new WeightMatching(match.network(), LoosePlaces.of(file, match.network(), match.models()), match.source());
    }

    /** The whole classifier, if the file has the weights of its top too. */
    private Match withTop(Match match) {
        Network two = match.application().classifier(match.application().size(), match.application().size(), 2);
        WeightSource source = match.source() instanceof WeightsInOrder inOrder ? inOrder.on(two) : match.source();
        String last = lastWithWeights(two);
        List<StoredWeight> stored = source.of(LoosePlaces.of(file, two, match.models()).get(last));
        int classes = stored.isEmpty() ? 0 : stored.get(stored.size() - 1).dimensions().stream().reduce(0, (a, b) -> b);
        if (match.network().contains(last) || classes < 2) {
            return match;
        }
        Network whole = match.application().classifier(match.application().size(), match.application().size(), classes);
        Match withTop = new Match(match.application(), whole, source, match.models());
        return fits(withTop) ? withTop : match;
    }

    private static String lastWithWeights(Network network) {
        return network.nodes().stream().map(Node::name).filter(layer -> !LayerWeights.of(network, layer).isEmpty())
                .reduce((first, second) -> second).orElseThrow();
    }

    private static boolean hasImageNetDeviationAsVariance(Weights weights) {
        Tensor variance = weights.tensors().get("normalization/variance");
        if (variance == null || variance.data().length != IMAGENET_DEVIATION.length) {
            return false;
        }
        for (int i = 0; i < IMAGENET_DEVIATION.length; i++) {
            if (Math.abs(variance.data()[i] - IMAGENET_DEVIATION[i]) > 1e-3) {
                return false;
            }
        }
        return true;
    }

    private static Network rebuilt(Application application, Network network) {
        int size = application.size();
        return network.outputShape().rank() == 3
                ? application.backbone(size, size)
                : application.classifier(size, size, network.outputShape().channels());
    }
}
