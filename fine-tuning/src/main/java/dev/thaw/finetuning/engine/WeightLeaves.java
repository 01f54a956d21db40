package dev.thaw.finetuning.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.nd4j.linalg.api.ndarray.INDArray;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/**
 * The weights of one program, twice: as the caller's tensors, and as the native arrays that the graph reads. A native
 * array is a weight itself or is computed from several (a kernel with its batch normalization folded in); it follows
 * when one of its sources changes.
 */
final class WeightLeaves implements AutoCloseable {

    private record Leaf(INDArray array, Set<String> sources, Supplier<float[]> values) {
    }

    private final Map<String, Tensor> current;
    private final Set<String> trainable;
    private final Map<String, Leaf> leaves = new LinkedHashMap<>();

    /** @param trainable must be among the weights; their tensors are copied, the others are shared with the caller */
    WeightLeaves(Weights weights, Set<String> trainable) {
        this.current = new LinkedHashMap<>(weights.tensors());
        this.trainable = Set.copyOf(trainable);
        for (String name : trainable) {
            current.put(name, weights.get(name).copy());
        }
    }

    boolean isTrainable(String weight) {
        return trainable.contains(weight);
    }

    /** The present value of a weight; throws {@link IllegalArgumentException} if there is none of that name. */
    Tensor value(String weight) {
        Tensor tensor = current.get(weight);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "the network needs the weight " + weight + ", which is not among the weights given");
        }
        return tensor;
    }

    /** The native array of that name, made at the first call from the values of its sources. */
    INDArray leaf(String name, long[] shape, Set<String> sources, Supplier<float[]> values) {
        return leaves.computeIfAbsent(name, n -> new Leaf(NativeArrays.create(values.get(), shape), sources, values)).array();
    }

    /** The native array of that name, or null if none was made. */
    INDArray array(String name) {
        Leaf leaf = leaves.get(name);
        return leaf == null ? null : leaf.array();
    }

    /** Puts other values in the place of weights; all are checked before the first is put. */
    void assign(Weights weights) {
        weights.tensors().forEach((name, tensor) -> {
            Tensor present = value(name);
            if (!present.shape().equals(tensor.shape())) {
                throw new IllegalArgumentException("weight " + name + " has the shape " + present.shape()
                        + ", so it cannot take values of the shape " + tensor.shape());
            }
        });
        weights.tensors().forEach((name, tensor) -> current.put(name, trainable.contains(name) ? tensor.copy() : tensor));
        refresh(weights.tensors().keySet());
    }

    /** Carries changed values of these weights over to the native arrays. */
    void refresh(Set<String> changed) {
        for (Leaf leaf : leaves.values()) {
            if (leaf.sources().stream().anyMatch(changed::contains)) {
                NativeArrays.write(leaf.values().get(), leaf.array());
            }
        }
    }

    /** The frozen weights behind native arrays that no longer hold what their sources say. */
    Set<String> movedFrozen() {
        Set<String> moved = new TreeSet<>();
        for (Leaf leaf : leaves.values()) {
            boolean frozen = leaf.sources().stream().noneMatch(trainable::contains);
            if (frozen && !Arrays.equals(NativeArrays.read(leaf.array()).data(), leaf.values().get())) {
                moved.addAll(leaf.sources());
            }
        }
        return moved;
    }

    @Override
    public void close() {
        leaves.values().forEach(leaf -> NativeArrays.close(leaf.array()));
        leaves.clear();
    }
}
