package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** SHA-256 hashes in 32 bytes each, in pieces, so that growing does not copy what is there. */
final class HashStore {
    private static final int BYTES = 32;
    private static final int PIECE = 1 << 14;

    private final List<byte[]> pieces = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    /** @throws IllegalArgumentException if it is not 64 hexadecimal digits in lower case */
    void add(String hash) {
        add(parse(hash), 0);
    }

    byte[] get(int place) {
        int offset = offset(place);
        return Arrays.copyOfRange(piece(place), offset, offset + BYTES);
    }

    /** As unsigned bytes, which is as their hexadecimal digits. */
    int compare(int one, int other) {
        return Arrays.compareUnsigned(piece(one), offset(one), offset(one) + BYTES, piece(other), offset(other),
                offset(other) + BYTES);
    }

    /** The first place of a hash, -1 if there is none; they must be sorted. */
    int find(String hash) {
        if (!isHash(hash)) {
            return -1;
        }
        byte[] wanted = parse(hash);
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = from + to >>> 1;
            if (compare(middle, wanted) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < size && compare(from, wanted) == 0 ? from : -1;
    }

    HashStore picked(int[] places) {
        HashStore picked = new HashStore();
        for (int place : places) {
            picked.add(piece(place), offset(place));
        }
        return picked;
    }

    private void add(byte[] from, int offset) {
        if (size % PIECE == 0) {
            pieces.add(new byte[PIECE * BYTES]);
        }
        System.arraycopy(from, offset, piece(size), offset(size), BYTES);
        size++;
    }

    private int compare(int place, byte[] hash) {
        return Arrays.compareUnsigned(piece(place), offset(place), offset(place) + BYTES, hash, 0, BYTES);
    }

    private byte[] piece(int place) {
        return pieces.get(place / PIECE);
    }

    private static int offset(int place) {
        return place % PIECE * BYTES;
    }

    private static byte[] parse(String hash) {
        if (!isHash(hash)) {
            throw new IllegalArgumentException(
                    "an image is named by its SHA-256, 64 hexadecimal digits in lower case, not by " + hash);
        }
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (Character.digit(hash.charAt(2 * i), 16) << 4 | Character.digit(hash.charAt(2 * i + 1), 16));
        }
        return bytes;
    }

    private static boolean isHash(String hash) {
        return hash != null && hash.length() == 2 * BYTES
                && hash.chars().allMatch(digit -> digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f');
    }
}
