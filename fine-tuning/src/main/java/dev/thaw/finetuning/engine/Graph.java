package dev.thaw.finetuning.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;

import dev.thaw.finetuning.network.Shape;

/**
 * A SameDiff graph in the making and what it is made of: the weights as constants (frozen) or variables (trainable), and
 * the masks of active dropout layers as placeholders.
 */
final class Graph {
    private final SameDiff sameDiff = SameDiff.create();
    private final WeightLeaves leaves;
    private final boolean training;
    private final Map<String, DropoutMask> masks = new LinkedHashMap<>();

    Graph(WeightLeaves leaves, boolean training) {
        this.leaves = leaves;
        this.training = training;
        // the default holders copy every array per device
        sameDiff.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
    }

    SameDiff sameDiff() {
        return sameDiff;
    }

    WeightLeaves leaves() {
        return leaves;
    }

    /** The masks that must be fed, by placeholder. */
    Map<String, DropoutMask> masks() {
        return masks;
    }

    boolean isTrainable(String weight) {
        return leaves.isTrainable(weight);
    }

    /** A weight as it is: a variable if trainable, else a constant. */
    SDVariable weight(String name) {
        SDVariable present = sameDiff.getVariable(name);
        if (present != null) {
            return present;
        }
        var array = leaves.leaf(name, NativeArrays.dimensions(leaves.value(name).shape()), Set.of(name),
                () -> leaves.value(name).data());
        return leaves.isTrainable(name) ? sameDiff.var(name, array) : sameDiff.constant(name, array);
    }

    /** A constant computed from frozen weights; it is computed again when one of them is assigned. */
    SDVariable constant(String name, List<String> sources, Supplier<float[]> values, long... shape) {
        SDVariable present = sameDiff.getVariable(name);
        return present != null ? present : sameDiff.constant(name, leaves.leaf(name, shape, Set.copyOf(sources), values));
    }

    /** A constant that depends on no weight. */
    SDVariable constant(String name, float[] values, long... shape) {
        return constant(name, List.of(), () -> values, shape);
    }

    SDVariable placeholder(String name, Shape shape) {
        long[] dimensions = new long[shape.rank() + 1];
        dimensions[0] = -1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            dimensions[axis + 1] = shape.get(axis);
        }
        return sameDiff.placeHolder(name, DataType.FLOAT, dimensions);
    }

    /** Inverted dropout by a mask from outside: SameDiff's own dropout has no gradient. The identity outside training. */
    SDVariable dropout(String layer, SDVariable x, double rate, Shape maskShape) {
        if (!training || rate == 0) {
            return x;
        }
        String name = layer + "/mask";
        masks.put(name, new DropoutMask(layer, rate, maskShape));
        return x.mul(placeholder(name, maskShape));
    }
}
