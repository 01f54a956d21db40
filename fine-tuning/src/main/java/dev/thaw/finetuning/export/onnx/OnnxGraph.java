package dev.thaw.finetuning.export.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/**
 * Collects the operators and constants of an ONNX graph. Feature maps are NCHW in it. The result of a layer has the layer's
 * name; what is made on the way to it, and the layer's constants, have names below it.
 */
final class OnnxGraph {
    private final Network network;
    private final Weights weights;
    private final Map<String, String> names;
    private final List<Operator> operators = new ArrayList<>();
    private final List<ProtoMessage> initializers = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private Node current;

    private record Operator(String type, List<String> inputs, String output, List<ProtoMessage> attributes) {

        ProtoMessage message() {
            return OnnxProto.node(type, output, inputs, output, attributes);
        }
    }

    /** @param names to write, by the layers' own; without slashes */
    OnnxGraph(Network network, Weights weights, Map<String, String> names) {
        this.network = network;
        this.weights = weights;
        this.names = names;
    }

    /** What is added from now on belongs to this layer. */
    void begin(Node layer) {
        current = layer;
    }

    /** @param result the value that is the layer's output */
    void end(String result) {
        if (current.layer() instanceof Layer.Input || !result.startsWith(prefix())) {
            values.put(current.name(), result); // a layer that does nothing: its output is that of another
            return;
        }
        Operator last = operators.get(operators.size() - 1);
        operators.set(operators.size() - 1, new Operator(last.type(), last.inputs(), written(), last.attributes()));
        values.put(current.name(), written());
    }

    /** The value that is a finished layer's output. */
    String valueOf(String layer) {
        return values.get(layer);
    }

    /** The name that the current layer has in the file. */
    String written() {
        return names.get(current.name());
    }

    /** Adds an operator with one output; returns the name of that. */
    String add(String type, List<String> inputs, ProtoMessage... attributes) {
        String output = free(type);
        operators.add(new Operator(type, inputs, output, List.of(attributes)));
        return output;
    }

    String add(String type, String input, ProtoMessage... attributes) {
        return add(type, List.of(input), attributes);
    }

    /** A weight of the current layer, in the layout that ONNX wants; returns its name. @param weight its short name */
    String weight(String weight) {
        Shape shape = LayerWeights.of(network, current.name()).get(weight);
        WeightLayout layout = WeightLayout.of(current.layer(), weight, shape, network.shapeOf(current.inputs().get(0)));
        Tensor tensor = weights.get(current.name() + "/" + weight);
        String name = prefix() + weight;
        initializers.add(OnnxProto.tensor(name, layout.dimensions(), () -> layout.toFile(tensor.data())));
        return name;
    }

    /** A constant number; returns its name. */
    String number(double value) {
        return numbers(List.of(), (float) value);
    }

    /** A constant array, row-major; returns its name. */
    String numbers(List<Integer> dimensions, float... values) {
        String name = free("Constant");
        initializers.add(OnnxProto.tensor(name, dimensions, () -> values));
        return name;
    }

    /** A constant list of whole numbers; returns its name. */
    String integers(List<Integer> values) {
        String name = free("Constant");
        initializers.add(OnnxProto.tensor(name, values));
        return name;
    }

    ProtoMessage message(List<ProtoMessage> inputs, ProtoMessage output) {
        return OnnxProto.graph(network.name(), operators.stream().map(Operator::message).toList(), initializers, inputs, output);
    }

    private String prefix() {
        return written() + "/";
    }

    /** Weights have small letters, so that none of these names is a weight's. */
    private String free(String type) {
        String name = prefix() + type;
        int number = used.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + "_" + number;
    }
}
