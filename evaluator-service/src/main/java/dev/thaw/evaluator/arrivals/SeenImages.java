package dev.thaw.evaluator.arrivals;

/**
 * The images of a data set that were told of, by the first 64 bits of their hashes: 12 to 24 bytes each. That tells them apart, and an
 * event that comes again from a new one.
 */
final class SeenImages {
    private static final int FIRST = 1024;
    /** Open addressing, linear probing; 0 is nobody's place. */
    private long[] slots = new long[FIRST];
    private int count;
    private boolean zero;

    /** @param hash hexadecimal @return false if it was there */
    boolean add(String hash) {
        long prefix = Long.parseUnsignedLong(hash.substring(0, 16), 16);
        if (prefix == 0) {
            boolean first = !zero;
            zero = true;
            return first;
        }
        int slot = slot(prefix);
        if (slots[slot] == prefix) {
            return false;
        }
        slots[slot] = prefix;
        count++;
        if (3L * count > 2L * slots.length) {
            grow();
        }
        return true;
    }

    private int slot(long prefix) {
        // multiplied, because it need not be a hash: whoever writes events may choose what it looks like
        int slot = (int) (((prefix * 0x9E3779B97F4A7C15L >>> Integer.SIZE) * slots.length) >>> Integer.SIZE);
        while (slots[slot] != 0 && slots[slot] != prefix) {
            slot = slot + 1 == slots.length ? 0 : slot + 1;
        }
        return slot;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[Math.multiplyExact(before.length, 2)];
        for (long prefix : before) {
            if (prefix != 0) {
                slots[slot(prefix)] = prefix;
            }
        }
    }
}
