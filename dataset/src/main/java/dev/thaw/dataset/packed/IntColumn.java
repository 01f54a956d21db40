package dev.thaw.dataset.packed;

import java.util.Arrays;

/**
 * A growing list of ints, four bytes each. It grows by blocks, so that nothing large is ever copied. One thread at a time may change
 * it; others may read what was there when they were told of it.
 */
public final class IntColumn {
    private static final int BITS = 14;
    private static final int BLOCK = 1 << BITS;
    private static final int FIRST = 16;

    private volatile int[][] blocks = {new int[FIRST]};
    private int size;

    public void add(int value) {
        int number = size >>> BITS;
        int place = size & BLOCK - 1;
        int[][] present = blocks;
        if (number == present.length) {
            present = Arrays.copyOf(present, number + 1);
            present[number] = new int[BLOCK];
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

    public int get(int index) {
        return blocks[index >>> BITS][index & BLOCK - 1];
    }

    public void set(int index, int value) {
        blocks[index >>> BITS][index & BLOCK - 1] = value;
    }

    public int size() {
        return size;
    }

    /** Bytes of memory that it takes. */
    public long bytes() {
        return Arrays.stream(blocks).mapToLong(block -> (long) Integer.BYTES * block.length).sum();
    }
}
