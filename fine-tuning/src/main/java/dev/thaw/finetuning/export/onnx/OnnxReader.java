package dev.thaw.finetuning.export.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** What {@link OnnxWriter} put into a file, back: the metadata and the weights. What the graph computes is not read. */
public final class OnnxReader {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Stored> tensors = new HashMap<>();

    /** @param data little-endian numbers; null if they are stored otherwise */
    private record Stored(List<Integer> dimensions, long type, ByteBuffer data) {
    }

    private OnnxReader(ByteBuffer file) {
        ProtoFields model = new ProtoFields(file);
        while (model.next()) {
            if (model.number() == OnnxProto.MODEL_METADATA) {
                entry(model.content());
            } else if (model.number() == OnnxProto.MODEL_GRAPH) {
                graph(model.content());
            }
        }
    }

    /**
     * Maps a file into memory and looks through it.
     *
     * @throws IllegalArgumentException if it is not an ONNX file, is damaged, or has more than 2 GiB
     * @throws IOException if it cannot be read
     */
    public static OnnxReader open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("has more than 2 GiB, which no ONNX file has");
            }
            return new OnnxReader(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    /** What the file says of itself beside the graph. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * The weights of a network, bit by bit as they were written.
     *
     * @throws IllegalArgumentException if one is missing or of another shape
     */
    public Weights weights(Network network) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            LayerWeights.of(network, node.name()).forEach((weight, shape) -> {
                WeightLayout layout = WeightLayout.of(node.layer(), weight, shape, network.shapeOf(node.inputs().get(0)));
                weights.put(node.name() + "/" + weight, tensor(node.name() + "/" + weight, layout, shape));
            });
        }
        return new Weights(weights);
    }

    private Tensor tensor(String name, WeightLayout layout, Shape shape) {
        Stored stored = tensors.get(name);
        if (stored == null || stored.type() != OnnxProto.FLOAT || stored.data() == null
                || !stored.dimensions().equals(layout.dimensions())
                || stored.data().remaining() != shape.elements() * Float.BYTES) {
            throw new IllegalArgumentException("needs the weight " + name + " of shape " + layout.dimensions()
                    + " in 32-bit floats, but has " + (stored == null ? "none" : "another: " + stored.dimensions()));
        }
        float[] values = new float[(int) shape.elements()];
        stored.data().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Tensor(shape, layout.fromFile(values));
    }

    private void entry(ByteBuffer message) {
        ProtoFields entry = new ProtoFields(message);
        String key = "";
        String value = "";
        while (entry.next()) {
            if (entry.number() == OnnxProto.ENTRY_KEY) {
                key = entry.text();
            } else if (entry.number() == OnnxProto.ENTRY_VALUE) {
                value = entry.text();
            }
        }
        metadata.put(key, value);
    }

    private void graph(ByteBuffer message) {
        ProtoFields graph = new ProtoFields(message);
        while (graph.next()) {
            if (graph.number() == OnnxProto.GRAPH_INITIALIZER) {
                initializer(graph.content());
            }
        }
    }

    private void initializer(ByteBuffer message) {
        ProtoFields tensor = new ProtoFields(message);
        List<Integer> dimensions = new ArrayList<>();
        String name = "";
        long type = 0;
        ByteBuffer data = null;
        while (tensor.next()) {
            switch (tensor.number()) {
                case OnnxProto.TENSOR_DIMENSIONS -> dimensions.add((int) tensor.integer());
                case OnnxProto.TENSOR_TYPE -> type = tensor.integer();
                case OnnxProto.TENSOR_NAME -> name = tensor.text();
                case OnnxProto.TENSOR_RAW_DATA -> data = tensor.content();
                default -> {
                    // of no concern for weights
                }
            }
        }
        tensors.put(name, new Stored(dimensions, type, data));
    }
}
