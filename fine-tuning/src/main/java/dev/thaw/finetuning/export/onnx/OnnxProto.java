package dev.thaw.finetuning.export.onnx;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.thaw.finetuning.network.Shape;

/** The messages of {@code onnx.proto3} (ONNX 1.12), as far as they are written, with their field numbers. */
final class OnnxProto {
    /** The first that has opset 17. */
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    static final int FLOAT = 1;
    private static final int INT64 = 7;

    static final int MODEL_GRAPH = 7;
    static final int MODEL_METADATA = 14;
    static final int GRAPH_INITIALIZER = 5;
    static final int TENSOR_DIMENSIONS = 1;
    static final int TENSOR_TYPE = 2;
    static final int TENSOR_NAME = 8;
    static final int TENSOR_RAW_DATA = 9;
    static final int ENTRY_KEY = 1;
    static final int ENTRY_VALUE = 2;

    private OnnxProto() {
    }

    static ProtoMessage model(ProtoMessage graph, Map<String, String> metadata) {
        ProtoMessage model = new ProtoMessage().integer(1, IR_VERSION).text(2, "thaw")
                .message(8, new ProtoMessage().text(1, "").integer(2, OPSET)).message(MODEL_GRAPH, graph);
        metadata.forEach((key, value) -> model.message(MODEL_METADATA,
                new ProtoMessage().text(ENTRY_KEY, key).text(ENTRY_VALUE, value)));
        return model;
    }

    static ProtoMessage graph(String name, List<ProtoMessage> nodes, List<ProtoMessage> initializers, List<ProtoMessage> inputs,
            ProtoMessage output) {
        ProtoMessage graph = new ProtoMessage();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        initializers.forEach(initializer -> graph.message(GRAPH_INITIALIZER, initializer));
        inputs.forEach(input -> graph.message(11, input));
        return graph.message(12, output);
    }

    static ProtoMessage node(String operator, String name, List<String> inputs, String output, List<ProtoMessage> attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, name).text(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute));
        return node;
    }

    static ProtoMessage attribute(String name, long value) {
        return new ProtoMessage().text(1, name).integer(3, value).integer(20, 2);
    }

    static ProtoMessage attribute(String name, double value) {
        return new ProtoMessage().text(1, name).real(2, (float) value).integer(20, 1);
    }

    static ProtoMessage attribute(String name, String value) {
        return new ProtoMessage().text(1, name).text(4, value).integer(20, 3);
    }

    static ProtoMessage attribute(String name, List<Integer> values) {
        ProtoMessage attribute = new ProtoMessage().text(1, name);
        values.forEach(value -> attribute.integer(8, value));
        return attribute.integer(20, 7);
    }

    /** @param values row-major, asked for when they are written */
    static ProtoMessage tensor(String name, List<Integer> dimensions, Supplier<float[]> values) {
        ProtoMessage tensor = new ProtoMessage();
        int count = 1;
        for (int dimension : dimensions) {
            tensor.integer(TENSOR_DIMENSIONS, dimension);
            count = Math.multiplyExact(count, dimension);
        }
        return tensor.integer(TENSOR_TYPE, FLOAT).text(TENSOR_NAME, name).floats(TENSOR_RAW_DATA, count, values);
    }

    static ProtoMessage tensor(String name, List<Integer> values) {
        ProtoMessage tensor = new ProtoMessage().integer(TENSOR_DIMENSIONS, values.size()).integer(TENSOR_TYPE, INT64);
        values.forEach(value -> tensor.integer(7, value));
        return tensor.text(TENSOR_NAME, name);
    }

    /** A tensor of floats whose first dimension, the batch, is open. */
    static ProtoMessage value(String name, Shape shape) {
        ProtoMessage dimensions = new ProtoMessage().message(1, new ProtoMessage().text(2, "batch"));
        shape.dimensions().forEach(dimension -> dimensions.message(1, new ProtoMessage().integer(1, dimension)));
        ProtoMessage tensor = new ProtoMessage().integer(1, FLOAT).message(2, dimensions);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
