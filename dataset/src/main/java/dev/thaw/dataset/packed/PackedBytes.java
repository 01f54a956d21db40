package dev.thaw.dataset.packed;

import java.util.Arrays;

/**
 * Pieces of bytes behind one another, up to 8 GiB of them, each found again by its address. One thread at a time may change it; others
 * may read pieces that were there when they were told of them and that are not replaced.
 */
public final class PackedBytes {
    private static final int BITS = 18;
    private static final int BLOCK = 1 << BITS;
    private static final int FIRST = 64;
    /** Pieces begin at multiples of this. */
    private static final int UNIT = 4;

    private volatile byte[][] blocks = {new byte[FIRST]};
    private long end;

    /** @return where it is, from 0 */
    public int add(byte[] piece) {
        long address = end;
        long units = (address + Varints.length(piece.length) + piece.length + UNIT - 1) / UNIT;
        if (units > Integer.MAX_VALUE) {
            throw new IllegalStateException("more than " + ((long) Integer.MAX_VALUE * UNIT) + " bytes are to be kept in memory");
        }
        reserve(units * UNIT);
        end = units * UNIT;
        write(address, piece);
        return (int) (address / UNIT);
    }

    /** Puts another piece in the place of one, if it is not longer; it is filled up with zeros, so that the next one has as much room. @return where it is */
    public int replace(int address, byte[] piece) {
        int length = length(address);
        if (length < piece.length) {
            return add(piece);
        }
        write((long) address * UNIT, Arrays.copyOf(piece, length));
        return address;
    }

    public byte[] get(int address) {
        int length = length(address);
        long begin = (long) address * UNIT + Varints.length(length);
        byte[] piece = new byte[length];
        for (int done = 0; done < length;) {
            int place = (int) (begin + done & BLOCK - 1);
            int some = Math.min(length - done, BLOCK - place);
            System.arraycopy(blocks[(int) (begin + done >>> BITS)], place, piece, done, some);
            done += some;
        }
        return piece;
    }

    /** The first byte of a piece that is not empty. */
    public byte first(int address) {
        return at((long) address * UNIT + Varints.length(length(address)));
    }

    boolean holds(int address, byte[] piece) {
        int length = length(address);
        if (length != piece.length) {
            return false;
        }
        long begin = (long) address * UNIT + Varints.length(length);
        for (int i = 0; i < length; i++) {
            if (at(begin + i) != piece[i]) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of memory that it takes. */
    public long bytes() {
        return Arrays.stream(blocks).mapToLong(block -> block.length).sum();
    }

    private int length(int address) {
        int length = 0;
        long position = (long) address * UNIT;
        for (int shift = 0;; shift += 7) {
            byte part = at(position++);
            length |= (part & 0x7f) << shift;
            if (part >= 0) {
                return length;
            }
        }
    }

    private byte at(long position) {
        return blocks[(int) (position >>> BITS)][(int) (position & BLOCK - 1)];
    }

    private void write(long address, byte[] piece) {
        byte[] length = Varints.of(piece.length);
        put(address, length);
        put(address + length.length, piece);
    }

    private void put(long begin, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            long position = begin + i;
            blocks[(int) (position >>> BITS)][(int) (position & BLOCK - 1)] = bytes[i];
        }
    }

    private void reserve(long size) {
        byte[][] present = blocks;
        while ((long) (present.length - 1) * BLOCK + present[present.length - 1].length < size) {
            int last = present.length - 1;
            if (present[last].length < BLOCK) {
                // the first block begins small
                present = present.clone();
                present[last] = Arrays.copyOf(present[last], 2 * present[last].length);
            } else {
                present = Arrays.copyOf(present, present.length + 1);
                present[last + 1] = new byte[BLOCK];
            }
        }
        blocks = present;
    }
}
