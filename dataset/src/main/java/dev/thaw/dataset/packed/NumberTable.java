package dev.thaw.dataset.packed;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * Finds numbers by the hash of what they stand for: open addressing, at most two thirds full, six to twelve bytes a number. Hashes
 * are mixed with a random number, so that nobody can send what all falls into one place.
 */
final class NumberTable {
    private static final int FIRST = 16;
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;
    private final long seed = ThreadLocalRandom.current().nextLong();
    /** Number + 1; 0: nothing. */
    private int[] slots = new int[FIRST];
    private int count;

    /** @param same whether a number stands for what is looked for @return the number, or -1 */
    int find(long hash, IntPredicate same) {
        for (int slot = slot(hash);; slot = slot + 1 & slots.length - 1) {
            if (slots[slot] == 0) {
                return -1;
            }
            if (same.test(slots[slot] - 1)) {
                return slots[slot] - 1;
            }
        }
    }

    /** Adds the number that comes next. @param hashes of those that are there */
    void add(long hash, IntToLongFunction hashes) {
        if (3L * (count + 1) > 2L * slots.length) {
            slots = new int[2 * slots.length];
            for (int number = 0; number < count; number++) {
                put(hashes.applyAsLong(number), number);
            }
        }
        put(hash, count++);
    }

    /** Hash of bytes. */
    long hash(byte[] bytes) {
        long hash = seed;
        for (byte part : bytes) {
            hash = (Long.rotateLeft(hash, 9) ^ part) * ODD;
        }
        return hash;
    }

    long bytes() {
        return (long) Integer.BYTES * slots.length;
    }

    private void put(long hash, int number) {
        int slot = slot(hash);
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = number + 1;
    }

    private int slot(long hash) {
        long mixed = (hash ^ seed) * ODD;
        mixed = (mixed ^ mixed >>> 32) * ODD;
        return (int) (mixed >>> 33) & slots.length - 1;
    }
}
