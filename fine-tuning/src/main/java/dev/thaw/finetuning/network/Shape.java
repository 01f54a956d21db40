package dev.thaw.finetuning.network;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of a tensor without its batch dimension: {@code (height, width, channels)} for feature maps,
 * {@code (units)} for vectors. Every dimension is known and at least 1.
 */
public record Shape(List<Integer> dimensions) {

    public Shape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("a shape has dimensions of at least 1, not " + dimensions);
        }
    }

    /** @throws IllegalArgumentException if a dimension is below 1 */
    public static Shape of(Integer... dimensions) {
        return new Shape(List.of(dimensions));
    }

    /** How many dimensions it has, the batch not counted. */
    public int rank() {
        return dimensions.size();
    }

    /** @param axis from 0, the batch not counted: of a feature map 0 is the height */
    public int get(int axis) {
        return dimensions.get(axis);
    }

    /** The last dimension: channels of a feature map, units of a vector. */
    public int channels() {
        return dimensions.get(dimensions.size() - 1);
    }

    /** How many numbers a tensor of this shape holds; throws {@link ArithmeticException} past {@code Long.MAX_VALUE}. */
    public long elements() {
        long product = 1;
        for (int dimension : dimensions) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }

    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
