package dev.thaw.dataset.packed;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Different SHA-256 hashes, numbered from 0 in the order in which they came: some 40 bytes each. One thread at a time may change it;
 * others may read those that were there when they were told of them.
 */
public final class NumberedHashes {
    private static final int DIGITS = 16;
    private static final int WHOLE = 4;
    private static final int HALF = 2;
    private final List<LongColumn> parts;
    private final NumberTable table = new NumberTable();

    public NumberedHashes() {
        this(WHOLE);
    }

    private NumberedHashes(int parts) {
        this.parts = Stream.generate(LongColumn::new).limit(parts).toList();
    }

    /** Keeps only the first 128 bits, which nobody can make two pictures share: some 24 bytes each. For who never asks for the hash. */
    public static NumberedHashes halves() {
        return new NumberedHashes(HALF);
    }

    /** The hash's number, or -1. @param hash 64 hexadecimal digits */
    public int find(String hash) {
        long[] wanted = parse(hash);
        return find(wanted);
    }

    /** The hash's number, which is {@link #size} if it is new. @param hash 64 hexadecimal digits */
    public int add(String hash) {
        long[] wanted = parse(hash);
        int known = find(wanted);
        if (known >= 0) {
            return known;
        }
        table.add(mixed(wanted), number -> mixed(longs(number)));
        for (int i = 0; i < wanted.length; i++) {
            parts.get(i).add(wanted[i]);
        }
        return size() - 1;
    }

    /** As many hexadecimal digits as are kept, 64 of a whole hash. */
    public String get(int number) {
        StringBuilder hash = new StringBuilder(parts.size() * DIGITS);
        for (LongColumn part : parts) {
            String digits = Long.toHexString(part.get(number));
            hash.append("0".repeat(DIGITS - digits.length())).append(digits);
        }
        return hash.toString();
    }

    public int size() {
        return parts.get(0).size();
    }

    /** In the order of the hashes. */
    public int compare(int one, int other) {
        for (LongColumn part : parts) {
            int order = Long.compareUnsigned(part.get(one), part.get(other));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The first 63 bits of a hash: none that is less has more. */
    public long rank(int number) {
        return parts.get(0).get(number) >>> 1;
    }

    /** The numbers in the order of their hashes. */
    public int[] sorted() {
        // the first half of the first part, with the number behind it, nearly always tells already
        long[] keys = new long[size()];
        for (int number = 0; number < keys.length; number++) {
            keys[number] = (parts.get(0).get(number) ^ Long.MIN_VALUE) & 0xFFFF_FFFF_0000_0000L | number;
        }
        Arrays.sort(keys);
        int[] numbers = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int number = (int) keys[i];
            int place = i;
            for (; place > 0 && compare(numbers[place - 1], number) > 0; place--) {
                numbers[place] = numbers[place - 1];
            }
            numbers[place] = number;
        }
        return numbers;
    }

    /** Bytes of memory that they take. */
    public long bytes() {
        return parts.stream().mapToLong(LongColumn::bytes).sum() + table.bytes();
    }

    private int find(long[] wanted) {
        return table.find(mixed(wanted), number -> {
            for (int i = 0; i < wanted.length; i++) {
                if (parts.get(i).get(number) != wanted[i]) {
                    return false;
                }
            }
            return true;
        });
    }

    private long[] longs(int number) {
        return parts.stream().mapToLong(part -> part.get(number)).toArray();
    }

    private static long mixed(long[] longs) {
        long mixed = 0;
        for (long part : longs) {
            mixed = Long.rotateLeft(mixed, 16) ^ part;
        }
        return mixed;
    }

    private long[] parse(String hash) {
        long[] longs = new long[parts.size()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = Long.parseUnsignedLong(hash, DIGITS * i, DIGITS * (i + 1), 16);
        }
        return longs;
    }
}
