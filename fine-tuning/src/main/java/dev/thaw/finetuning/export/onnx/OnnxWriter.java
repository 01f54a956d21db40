package dev.thaw.finetuning.export.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Weights;

/**
 * Writes networks as ONNX models (opset 17). Inputs and output are as in Keras, (batch, height, width, channels) with any batch
 * size; inside, maps are NCHW, transposed once at each border. Weights stand under their Keras names, unchanged but for the order
 * of their axes.
 */
public final class OnnxWriter {
    private final Network network;
    private final OnnxGraph graph;
    private final Map<String, String> names;

    private OnnxWriter(Network network, Weights weights, Map<String, String> names) {
        this.network = network;
        this.names = names;
        this.graph = new OnnxGraph(network, weights, names);
    }

    /**
     * @param file to write, anew
     * @param names of the layers to write, by their own; without slashes; layers that are not in it are left out
     * @param metadata texts to put into the file
     * @throws IllegalArgumentException if a layer has no counterpart in ONNX, a weight is missing, or the file would have more than 2
     *         GiB; the message names the layer
     * @throws IOException if it cannot be written to disk
     */
    public static void write(Path file, Network network, Weights weights, Map<String, String> names,
            Map<String, String> metadata) throws IOException {
        ProtoMessage model = OnnxProto.model(new OnnxWriter(network, weights, names).graph(), metadata);
        if (model.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the network would need " + model.size()
                    + " bytes as ONNX, which takes at most 2 GiB in one file: write it as .keras or .safetensors");
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }

    private ProtoMessage graph() {
        List<ProtoMessage> inputs = new ArrayList<>();
        LayerOperators operators = new LayerOperators(network, graph);
        for (Node node : network.nodes()) {
            if (names.containsKey(node.name())) {
                graph.begin(node);
                graph.end(add(operators, node));
            }
            if (node.layer() instanceof Layer.Input) {
                inputs.add(OnnxProto.value(names.get(node.name()), network.shapeOf(node.name())));
            }
        }
        return graph.message(inputs, output());
    }

    private static String add(LayerOperators operators, Node node) {
        try {
            return operators.add(node);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer " + node.name() + " (" + node.layer().getClass().getSimpleName()
                    + ") cannot be written as ONNX: it " + e.getMessage(), e);
        }
    }

    private ProtoMessage output() {
        Shape shape = network.outputShape();
        graph.begin(network.node(network.output()));
        if (!graph.valueOf(network.output()).equals(graph.written())) { // the layer does nothing, but has to name the output
            graph.end(graph.add("Identity", graph.valueOf(network.output())));
        }
        return OnnxProto.value(Axes.toKeras(graph, graph.valueOf(network.output()), shape), shape);
    }
}
