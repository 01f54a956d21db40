package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.safetensors.Safetensors;

/**
 * A case of {@code layer_fixtures.py}. So that a training program gives the gradients towards the images too, they are the
 * weights of a layer: {@code select0} takes a row of the unit matrix and {@code images0} answers with that image.
 *
 * @param model as Keras has it
 * @param network from the rows to the flattened output
 * @param output the layer whose output Keras's is
 * @param expected what Keras computed: {@code output} and {@code gradient/...}
 */
record LayerCase(String name, int batch, KerasModel model, Network network, Weights weights, String output,
        Map<String, Tensor> expected) {
    private static final double GOLDEN = 0.6180339887498949;

    static List<LayerCase> all() {
        Map<String, Tensor> tensors = Safetensors.read(resource("layers.safetensors"));
        try {
            List<LayerCase> cases = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : new ObjectMapper().readTree(resource("layers.json")).properties()) {
                cases.add(of(entry.getKey(), entry.getValue(), tensors));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LayerCase of(String name, JsonNode described, Map<String, Tensor> tensors) {
        int batch = described.get("batch").intValue();
        GraphReader reader = new GraphReader(Path.of(name), true);
        Network read = reader.read(described.get("model"));
        Weights layers = new WeightMatching(read, reader.places(), place -> formula(read, place.config().name())).weights();
        Map<String, Tensor> expected = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> {
            if (key.startsWith(name + "/")) {
                expected.put(key.substring(name.length() + 1), tensor);
            }
        });
        return new LayerCase(name, batch, new KerasModel(read, layers, "3"), onImagesThatAreWeights(read, batch),
                layers.with(images(read, batch)), read.output(),
                expected);
    }

    private static List<StoredWeight> formula(Network network, String layer) {
        List<StoredWeight> weights = new ArrayList<>();
        LayerWeights.of(network, layer).forEach((weight, shape) -> {
            boolean positive = weight.equals("moving_variance") || weight.equals("gamma");
            float[] values = values(layer + "/" + weight, shape.elements(), positive ? 0.5 : -0.5, positive ? 1.5 : 0.5);
            weights.add(new StoredWeight(weight, shape.dimensions(), () -> values));
        });
        return weights;
    }

    private static Network onImagesThatAreWeights(Network network, int batch) {
        List<Node> nodes = new ArrayList<>();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Layer.Input input) {
                int elements = Math.toIntExact(input.shape().elements());
                nodes.add(new Node(new Layer.Input("select_" + input.name(), Shape.of(batch)), List.of()));
                nodes.add(new Node(new Layer.Dense("images_" + input.name(), elements, Activation.LINEAR, false),
                        List.of("select_" + input.name())));
                nodes.add(new Node(new Layer.Reshape(input.name(), input.shape()), List.of("images_" + input.name())));
            } else {
                nodes.add(node);
            }
        }
        nodes.add(new Node(new Layer.Flatten("flattened"), List.of(network.output())));
        return new Network(network.name(), nodes, "flattened");
    }

    private static Weights images(Network network, int batch) {
        Map<String, Tensor> images = new LinkedHashMap<>();
        for (Layer.Input input : network.inputs()) {
            int elements = Math.toIntExact(input.shape().elements());
            images.put("images_" + input.name() + "/kernel",
                    Tensor.of(values(input.name(), (long) batch * elements, -2, 2), batch, elements));
        }
        return new Weights(images);
    }

    /** One row of the unit matrix per image. */
    Map<String, Tensor> inputs() {
        float[] unit = new float[batch * batch];
        for (int i = 0; i < batch; i++) {
            unit[i * batch + i] = 1;
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        network.inputs().forEach(input -> inputs.put(input.name(), Tensor.of(unit, batch, batch)));
        return inputs;
    }

    Tensor targets() {
        int classes = network.outputShape().channels();
        float[] targets = new float[batch * classes];
        for (int row = 0; row < batch; row++) {
            targets[row * classes + (7 * row + 3) % classes] = 1;
        }
        return Tensor.of(targets, batch, classes);
    }

    float[] ones() {
        float[] ones = new float[batch];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** What Keras calls {@code gradient/input0} is here the gradient of {@code images_input0/kernel}. */
    Tensor expectedGradient(String weight) {
        boolean images = weight.startsWith("images_");
        String name = images ? weight.substring("images_".length(), weight.length() - "/kernel".length()) : weight;
        return Objects.requireNonNull(expected.get("gradient/" + name), name);
    }

    /** As {@code values} in {@code layer_fixtures.py}. */
    private static float[] values(String name, long count, double low, double high) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            double u = (i + 1) * GOLDEN + crc.getValue() / 0x1p32;
            values[i] = (float) (low + (high - low) * (u - Math.floor(u)));
        }
        return values;
    }

    private static byte[] resource(String name) {
        try (InputStream in = LayerCase.class.getResourceAsStream("/engine/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
