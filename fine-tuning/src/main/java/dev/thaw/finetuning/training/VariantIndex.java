package dev.thaw.finetuning.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where the variants of images are in the shards: {@value #LEAST_BYTES} to 45 bytes for each. A variant is known by the first 128 bits of the SHA-256 of its
 * name. Several threads may read at a time while none writes.
 */
final class VariantIndex {
    static final long LEAST_BYTES = 30;
    private static final int PARTS = 256;
    private final Part[] parts = new Part[PARTS];

    /** @param shard its number @param row in it */
    record Place(int shard, int row) {
    }

    VariantIndex() {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Part();
        }
    }

    /** The place of a variant; null if it has none. */
    Place find(String variant) {
        ByteBuffer hash = hash(variant);
        long place = part(hash).get(hash.getLong(0), hash.getLong(Long.BYTES)) & ~Part.NEEDED;
        return place == 0 ? null : new Place((int) (place >>> Integer.SIZE) - 1, (int) place);
    }

    /** Gives a variant its place, unless it has one. */
    void put(String variant, int shard, int row) {
        ByteBuffer hash = hash(variant);
        Part part = part(hash);
        long before = part.get(hash.getLong(0), hash.getLong(Long.BYTES));
        if ((before & ~Part.NEEDED) == 0) {
            part.set(hash.getLong(0), hash.getLong(Long.BYTES), before | (shard + 1L) << Integer.SIZE | row);
        }
    }

    /** Notes that a variant, which may have no place yet, is needed. @return false if that was noted before */
    boolean need(String variant) {
        ByteBuffer hash = hash(variant);
        Part part = part(hash);
        long before = part.get(hash.getLong(0), hash.getLong(Long.BYTES));
        if ((before & Part.NEEDED) != 0) {
            return false;
        }
        part.set(hash.getLong(0), hash.getLong(Long.BYTES), before | Part.NEEDED);
        return true;
    }

    private Part part(ByteBuffer hash) {
        return parts[hash.get(0) & PARTS - 1];
    }

    private static ByteBuffer hash(String variant) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(variant.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One of many small tables: growing one takes little beside what is there. Open addressing, linear probing. */
    private static final class Part {
        private static final long NEEDED = Long.MIN_VALUE;
        private static final int WORDS = 3;
        private static final int FIRST = 16;
        /** First and second half of the hash and the value of each entry; a value of 0: nothing there. */
        private long[] table = new long[FIRST * WORDS];
        private int entries;

        private long get(long high, long low) {
            return table[slot(high, low) + WORDS - 1];
        }

        private void set(long high, long low, long value) {
            int slot = slot(high, low);
            if (table[slot + WORDS - 1] == 0) {
                // four fifths full: beyond that, searching takes long
                if (5 * (entries + 1) > 4 * (table.length / WORDS)) {
                    grow();
                    slot = slot(high, low);
                }
                entries++;
                table[slot] = high;
                table[slot + 1] = low;
            }
            table[slot + WORDS - 1] = value;
        }

        private int slot(long high, long low) {
            int slots = table.length / WORDS;
            // the second half spreads the entries, of the first a byte chose the table
            int slot = (int) ((low >>> Integer.SIZE) * slots >>> Integer.SIZE);
            while (table[slot * WORDS + WORDS - 1] != 0 && (table[slot * WORDS] != high || table[slot * WORDS + 1] != low)) {
                slot = slot + 1 == slots ? 0 : slot + 1;
            }
            return slot * WORDS;
        }

        private void grow() {
            long[] before = table;
            int slots = before.length / WORDS;
            table = new long[(slots + (slots >> 1)) * WORDS];
            for (int i = 0; i < before.length; i += WORDS) {
                if (before[i + WORDS - 1] != 0) {
                    System.arraycopy(before, i, table, slot(before[i], before[i + 1]), WORDS);
                }
            }
        }
    }
}
