package dev.thaw.finetuning.keras.applications;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** Numbers that {@code applications_fixtures.py} evaluates too, so that a fixture needs to hold no weights. */
final class FormulaNumbers {
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private FormulaNumbers() {
    }

    /** The number at an index: in [-1, 1), by the finalizer of MurmurHash3. */
    static double uniform(int seed, int index) {
        int h = seed + index * GOLDEN_RATIO;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        h ^= h >>> 16;
        return Integer.toUnsignedLong(h) / 0x1p31 - 1;
    }

    static int seed(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** @param variance of the kernels, times the number of inputs that each output adds up */
    static Weights weights(Network network, double variance) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        LayerWeights.of(network).forEach((name, shape) -> tensors.put(name, weight(name, shape, variance)));
        return new Weights(tensors);
    }

    private static Tensor weight(String name, Shape shape, double variance) {
        String kind = name.substring(name.lastIndexOf('/') + 1);
        if (kind.endsWith("kernel")) {
            return spread(name, shape, 0, Math.sqrt(3 * variance / fanIn(kind, shape)));
        }
        return switch (kind) {
            case "gamma", "moving_variance" -> spread(name, shape, 1, 0.3);
            case "mean" -> spread(name, shape, 0.5, 0.1);
            case "variance" -> spread(name, shape, 0.1, 0.03);
            default -> spread(name, shape, 0, 0.1);
        };
    }

    private static int fanIn(String kind, Shape shape) {
        List<Integer> dimensions = shape.dimensions();
        if (dimensions.size() == 2) {
            return dimensions.get(0);
        }
        return dimensions.get(0) * dimensions.get(1) * (kind.equals("depthwise_kernel") ? 1 : dimensions.get(2));
    }

    static Tensor spread(String name, Shape shape, double center, double width) {
        int seed = seed(name);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (center + width * uniform(seed, i));
        }
        return new Tensor(shape, values);
    }

    /** The sum of the products of the values with numbers in [-1, 1) that belong to the name. */
    static double product(String name, float[] values) {
        int seed = seed(name + "#direction");
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * uniform(seed, i);
        }
        return sum;
    }

    static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
