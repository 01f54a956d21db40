package dev.thaw.finetuning.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.safetensors.InvalidSafetensorsException;
import dev.thaw.finetuning.safetensors.Precision;
import dev.thaw.finetuning.safetensors.Safetensors;
import dev.thaw.finetuning.safetensors.SafetensorsHeader;

/**
 * A part of the feature bank: for each layer of a cut one tensor (variants, ...), and the variants' names in the order of the rows.
 * A safetensors file, read in place.
 */
final class Shard {
    private static final String VARIANTS = "variants";

    private final Map<String, ByteBuffer> layers;
    private final Precision precision;

    private Shard(Map<String, ByteBuffer> layers, Precision precision) {
        this.precision = precision;
        this.layers = layers;
    }

    /** @param rows by variant, then by layer */
    static byte[] write(Map<String, Map<String, float[]>> rows, Map<String, Shape> shapes, Precision precision) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((layer, shape) -> {
            int size = (int) shape.elements();
            float[] all = new float[Math.multiplyExact(size, rows.size())];
            int row = 0;
            for (Map<String, float[]> activations : rows.values()) {
                System.arraycopy(activations.get(layer), 0, all, row++ * size, size);
            }
            tensors.put(layer, new Tensor(rowsOf(rows.size(), shape), all));
        });
        return Safetensors.write(tensors, Map.of(VARIANTS, String.join(" ", rows.keySet())), precision);
    }

    /**
     * @param header of the file
     * @param file a complete shard; the floats stay where they are
     * @throws InvalidSafetensorsException if it is not a shard of a cut of these shapes
     */
    static Shard of(SafetensorsHeader header, ByteBuffer file, Map<String, Shape> shapes, Precision precision) {
        int rows = variants(header).size();
        Map<String, ByteBuffer> layers = new HashMap<>();
        shapes.forEach((layer, shape) -> {
            SafetensorsHeader.Entry entry = header.tensors().get(layer);
            if (entry == null || entry.precision() != precision || !entry.shape().equals(rowsOf(rows, shape))) {
                throw new InvalidSafetensorsException(
                        "the shard does not have " + rows + " activations of layer " + layer
                                + " " + shape + " but " + (entry == null ? "none" : entry.shape()));
            }
            int begin = (int) (header.dataOffset() + entry.begin());
            layers.put(layer,
                    file.slice(begin, (int) (entry.end() - entry.begin())).order(ByteOrder.LITTLE_ENDIAN));
        });
        return new Shard(layers, precision);
    }

    /** The names of the variants, by row. They are not kept: a million of them are more than a hundred megabytes. */
    static List<String> variants(SafetensorsHeader header) {
        return List.of(header.metadata().getOrDefault(VARIANTS, "").split(" "));
    }

    /** Copies one variant's activations of a layer. */
    void copy(String layer, int row, int size, float[] target, int offset) {
        precision.get(layers.get(layer), row * size, target, offset, size);
    }

    private static Shape rowsOf(int rows, Shape shape) {
        List<Integer> dimensions = new ArrayList<>();
        dimensions.add(rows);
        dimensions.addAll(shape.dimensions());
        return new Shape(dimensions);
    }
}
