package dev.thaw.dataset.packed;

import java.util.Arrays;

/** Numbers as bytes, seven bits in each, the lowest first; small numbers take one byte. */
final class Varints {
    private static final int LONGEST = 10;

    private Varints() {
    }

    static byte[] of(long number) {
        byte[] bytes = new byte[LONGEST];
        int length = 0;
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return Arrays.copyOf(bytes, length);
    }

    /** How many bytes a number takes. */
    static int length(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    }
}
