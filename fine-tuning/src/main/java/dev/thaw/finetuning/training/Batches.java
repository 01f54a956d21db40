package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.network.Shape;

/** Lists in parts, and the shape of a batch. */
final class Batches {

    private Batches() {
    }

    static <T> List<List<T>> of(List<T> all, int size) {
        int count = (all.size() + size - 1) / size;
        return new ComputedList<>(count, batch -> all.subList(batch * size, Math.min(all.size(), (batch + 1) * size)));
    }

    static Shape shape(int count, Shape one) {
        List<Integer> dimensions = new ArrayList<>(List.of(count));
        dimensions.addAll(one.dimensions());
        return new Shape(dimensions);
    }
}
