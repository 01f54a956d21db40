package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.network.Shape;

/** Lists in parts, and the shape of a batch. */
final class Batches {

    private Batches() {
    }

    static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }

    static Shape shape(int count, Shape one) {
        List<Integer> dimensions = new ArrayList<>(List.of(count));
        dimensions.addAll(one.dimensions());
        return new Shape(dimensions);
    }
}
