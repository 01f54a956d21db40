package dev.thaw.finetuning.training;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A list whose elements are made each time they are asked for: what would not fit into memory all at once. Copy none of it that is not
 * known to be small.
 */
public final class ComputedList<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> element;

    /** @param element by its place from 0; the same each time, and from several threads at a time */
    public ComputedList(int size, IntFunction<T> element) {
        this.size = size;
        this.element = element;
    }

    /** Some elements of a list, in an order of one's own. @param places in {@code all}; kept, not copied */
    static <T> ComputedList<T> picked(List<T> all, int[] places) {
        return new ComputedList<>(places.length, place -> all.get(places[place]));
    }

    @Override
    public T get(int place) {
        if (place < 0 || place >= size) {
            throw new IndexOutOfBoundsException(place);
        }
        return element.apply(place);
    }

    @Override
    public int size() {
        return size;
    }
}
