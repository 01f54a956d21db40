package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.ShapeInference;

/**
 * Makes a flat network of a model configuration. Models inside models are opened: their layers stand in the network
 * directly, and what only carries data through (random augmentation, which does nothing at inference) is left out.
 */
final class GraphReader {
    private static final Set<String> MODELS = Set.of("Functional", "Model", "Sequential");
    private static final Set<String> NOTHING_AT_INFERENCE = Set.of("RandomFlip", "RandomRotation", "RandomZoom",
            "RandomTranslation", "RandomContrast", "RandomBrightness", "RandomHeight", "RandomWidth", "RandomHue",
            "RandomSaturation", "RandomSharpness", "RandomShear", "RandomPerspective", "RandomGrayscale", "RandomInvert",
            "RandomPosterization", "RandomColorJitter", "RandomColorDegeneration", "RandomGaussianBlur", "RandomErasing",
            "RandomElasticTransform", "RandAugment", "AugMix", "MixUp", "CutMix", "GaussianNoise", "GaussianDropout",
            "AlphaDropout", "ActivityRegularization", "Identity");

    private final Path file;
    private final boolean keras3;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, LayerPlace> places = new LinkedHashMap<>();

    GraphReader(Path file, boolean keras3) {
        this.file = file;
        this.keras3 = keras3;
    }

    /** @param model the root of {@code model_config} or {@code config.json} */
    Network read(JsonNode model) {
        if (!MODELS.contains(model.path("class_name").asText())) {
            throw new KerasFileException(file, "holds a model of class " + model.path("class_name").asText("without a name")
                    + "; supported are Functional and Sequential models");
        }
        List<String> outputs = open(model, null, List.of(), "");
        if (outputs.size() != 1) {
            throw new KerasFileException(file, "has " + outputs.size() + " outputs; a model with one is needed");
        }
        Network all = new Network(nameOf(model), nodes, outputs.get(0));
        return all.upTo(all.output());
    }

    /** Where each layer of the network stands in the file, by its name in the network. */
    Map<String, LayerPlace> places() {
        return places;
    }

    /**
     * Adds the layers of a model.
     *
     * @param bound the layers that feed its inputs, or null for the outermost model, which keeps its own
     * @return the layers that give its outputs
     */
    private List<String> open(JsonNode model, List<String> bound, List<String> path, String variables) {
        ContainerReader container = new ContainerReader(file, keras3, model.path("config"), path, variables);
        return model.path("class_name").asText().equals("Sequential") ? chain(container, bound) : graph(container, bound);
    }

    private List<String> chain(ContainerReader container, List<String> bound) {
        List<String> current = bound;
        for (ContainerReader.Entry entry : container.entries()) {
            LayerConfig layer = entry.place().config();
            if (layer.className().equals("InputLayer")) {
                current = current == null ? List.of(input(entry)) : current;
                continue;
            }
            if (current == null && !MODELS.contains(layer.className())) {
                current = List.of(addInput("input",
                        bounded(layer, InputShape.of(layer, container.config().path("build_input_shape")))));
            }
            current = add(entry, 1, current);
        }
        if (current == null) {
            throw new KerasFileException(file, "holds a Sequential model without layers");
        }
        return current;
    }

    /** One use of a layer. */
    private record Call(ContainerReader.Entry entry, int number, List<InboundNodes.Reference> inputs) {
    }

    private List<String> graph(ContainerReader container, List<String> bound) {
        Map<String, List<List<String>>> outputs = new HashMap<>();
        List<InboundNodes.Reference> inputs = InboundNodes.references(container.config().path("input_layers"));
        List<Call> waiting = new ArrayList<>();
        for (ContainerReader.Entry entry : container.entries()) {
            LayerConfig layer = entry.place().config();
            if (layer.className().equals("InputLayer")) {
                outputs.put(layer.name(), List.of(List.of(bound == null ? input(entry) : boundTo(layer, inputs, bound))));
                continue;
            }
            List<List<InboundNodes.Reference>> calls = entry.calls();
            outputs.put(layer.name(), new ArrayList<>(Collections.nCopies(calls.size(), null)));
            for (int number = 0; number < calls.size(); number++) {
                waiting.add(new Call(entry, number, calls.get(number)));
            }
        }
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            waiting.removeIf(call -> {
                if (!call.inputs().stream().allMatch(reference -> of(outputs, reference) != null)) {
                    return false;
                }
                List<List<String>> calls = outputs.get(call.entry().place().config().name());
                calls.set(call.number(), add(call.entry(), calls.size(),
                        call.inputs().stream().map(reference -> output(outputs, reference)).toList()));
                return true;
            });
            if (waiting.size() == before) {
                throw waiting.get(0).entry().place().config()
                        .refuse("takes its input from layers that are missing or form a loop");
            }
        }
        return InboundNodes.references(container.config().path("output_layers")).stream()
                .map(reference -> output(outputs, reference)).toList();
    }

    /** What the call that is meant gives; null if there is no such call, or it was not made yet. */
    private static List<String> of(Map<String, List<List<String>>> outputs, InboundNodes.Reference reference) {
        List<List<String>> calls = outputs.getOrDefault(reference.layer(), List.of());
        int number = calls.size() == 1 ? 0 : reference.node();
        return number < 0 || number >= calls.size() ? null : calls.get(number);
    }

    private String output(Map<String, List<List<String>>> outputs, InboundNodes.Reference reference) {
        List<String> of = of(outputs, reference);
        if (of == null || reference.tensor() < 0 || reference.tensor() >= of.size()) {
            throw new KerasFileException(file, "output " + reference.tensor() + " of layer " + reference.layer()
                    + " is used, but there is no such output");
        }
        return of.get(reference.tensor());
    }

    private static String boundTo(LayerConfig input, List<InboundNodes.Reference> inputs, List<String> bound) {
        for (int i = 0; i < inputs.size() && i < bound.size(); i++) {
            if (inputs.get(i).layer().equals(input.name())) {
                return bound.get(i);
            }
        }
        throw input.refuse("is an input of a nested model that nothing feeds");
    }

    /** @param uses how often the layer is called in all */
    private List<String> add(ContainerReader.Entry entry, int uses, List<String> inputs) {
        LayerPlace place = entry.place();
        LayerConfig layer = place.config();
        if (MODELS.contains(layer.className())) {
            requireOneUse(layer, uses);
            return open(entry.json(), inputs, place.path(), place.variables() + "/");
        }
        if (NOTHING_AT_INFERENCE.contains(layer.className()) && inputs.size() == 1) {
            return inputs;
        }
        String name = freeName(place.path());
        List<Shape> inputShapes = inputs.stream().map(shapes::get).toList();
        try {
            Layer read = ScalarOperation.read(name, layer, entry.json())
                    .orElseGet(() -> LayerReader.read(name, layer, inputShapes));
            shapes.put(name, bounded(layer, ShapeInference.outputOf(read, inputShapes)));
            if (!LayerWeights.of(read, inputShapes).isEmpty()) {
                requireOneUse(layer, uses);
            }
            nodes.add(new Node(read, inputs));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new KerasFileException(file, "layer " + layer.name() + " (" + layer.className() + ") cannot be built: "
                    + e.getMessage(), e);
        }
        places.put(name, place);
        return List.of(name);
    }

    private static void requireOneUse(LayerConfig layer, int uses) {
        if (uses > 1) {
            throw layer.refuse("is used " + uses + " times; layers that share their weights between uses are not supported");
        }
    }

    /** One image's activations must fit into an array. */
    private static Shape bounded(LayerConfig layer, Shape shape) {
        if (shape.elements() > Integer.MAX_VALUE) {
            throw layer.refuse("gives " + shape + " per image, more numbers than fit into memory");
        }
        return shape;
    }

    private String input(ContainerReader.Entry entry) {
        LayerConfig layer = entry.place().config();
        return addInput(freeName(entry.place().path()), bounded(layer, InputShape.of(layer, null)));
    }

    private String addInput(String name, Shape shape) {
        shapes.put(name, shape);
        nodes.add(new Node(new Layer.Input(name, shape), List.of()));
        return name;
    }

    /** A layer keeps its name; one in a nested model whose name is taken gets those of the models around it before its own. */
    private String freeName(List<String> path) {
        String own = path.get(path.size() - 1);
        if (!shapes.containsKey(own)) {
            return own;
        }
        String full = String.join("_", path);
        String free = full;
        for (int number = 1; shapes.containsKey(free); number++) {
            free = full + "_" + number;
        }
        return free;
    }

    private static String nameOf(JsonNode model) {
        return model.path("config").path("name").asText("model");
    }
}
