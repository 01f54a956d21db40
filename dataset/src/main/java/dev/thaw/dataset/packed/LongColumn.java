package dev.thaw.dataset.packed;

import java.util.Arrays;

/**
 * A growing list of longs, eight bytes each. It grows by blocks, so that nothing large is ever copied. One thread at a time may change
 * it; others may read what was there when they were told of it.
 */
public final class LongColumn {
    private static final int BITS = 14;
    private static final int BLOCK = 1 << BITS;
    private static final int FIRST = 16;

    private volatile long[][] blocks = {new long[FIRST]};
    private int size;

    public void add(long value) {
        int number = size >>> BITS;
        int place = size & BLOCK - 1;
        long[][] present = blocks;
        if (number == present.length) {
            present = Arrays.copyOf(present, number + 1);
            present[number] = new long[BLOCK];
            blocks = present;
        } else if (place == present[number].length) {
            // the first block begins small
            present = present.clone();
            present[number] = Arrays.copyOf(present[number], 2 * place);
            blocks = present;
        }
        present[number][place] = value;
        size++;
    }

    public long get(int index) {
        return blocks[index >>> BITS][index & BLOCK - 1];
    }

    public void set(int index, long value) {
        blocks[index >>> BITS][index & BLOCK - 1] = value;
    }

    public int size() {
        return size;
    }

    /** Bytes of memory that it takes. */
    public long bytes() {
        return Arrays.stream(blocks).mapToLong(block -> (long) Long.BYTES * block.length).sum();
    }
}
