package dev.thaw.ingest.request;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Some elements of a list that does not change, by their indices: four bytes each. */
final class Selected<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> all;
    private final int[] indices;

    Selected(List<T> all, int[] indices) {
        this.all = all;
        this.indices = indices;
    }

    @Override
    public T get(int index) {
        return all.get(indices[index]);
    }

    @Override
    public int size() {
        return indices.length;
    }
}
