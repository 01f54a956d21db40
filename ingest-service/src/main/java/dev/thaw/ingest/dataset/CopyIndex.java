package dev.thaw.ingest.dataset;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

import dev.thaw.dataset.Pictures;
import dev.thaw.image.PictureSignature;

/**
 * Finds the copies of a picture among many, exactly as {@link PictureSignature#isCopyOf} would, without looking at each of them: by
 * multi-index hashing (Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", 2012). The 64 lowest signs
 * are cut into four bands; where at most 7 signs differ, at most one differs in some band. Not thread-safe.
 */
final class CopyIndex {
    private static final int BANDS = 4;
    private static final int BAND_BITS = Long.SIZE / BANDS;
    private static final int VIEWS = 8;
    private static final int FIRST_BITS = 4;
    private static final int FIRST_ROOM = 3;
    /** Pictures in a bucket, on average, before there are more buckets: with fewer, arrays would take more memory than what is in them. */
    private static final int ROOM = 8;

    static {
        // the pigeonholes: with one sign more, two might differ in every band
        if (PictureSignature.LOW_RADIUS >= 2 * BANDS) {
            throw new IllegalStateException("the index looks for one differing sign in a band");
        }
    }

    private final Pictures pictures;
    /** How many bits of a band tell its pictures apart: so many that a bucket has a few pictures, up to all of them. */
    private int bits = FIRST_BITS;
    private int count;
    /** For each band, by the lowest of its bits: how many pictures have them, and which. */
    private int[][][] bands = new int[BANDS][1 << FIRST_BITS][];

    CopyIndex(Pictures pictures) {
        this.pictures = pictures;
    }

    /** @param picture that has a signature */
    void add(int picture) {
        if (count >= ROOM << bits && bits < BAND_BITS) {
            grow();
        }
        put(bands, bits, picture);
        count++;
    }

    /** Names the pictures that are copies of this one, each once, itself too if it was added. */
    void copiesOf(PictureSignature signature, IntConsumer found) {
        BitSet copies = new BitSet();
        for (int number = 0; number < VIEWS; number++) {
            PictureSignature view = signature.view(number);
            for (int band = 0; band < BANDS; band++) {
                int exact = bits(view.low(), band) & (1 << bits) - 1;
                collect(bands[band][exact], view, copies);
                for (int bit = 0; bit < bits; bit++) {
                    collect(bands[band][exact ^ 1 << bit], view, copies);
                }
            }
        }
        copies.stream().forEach(found);
    }

    /** Bytes of memory that it takes. */
    long bytes() {
        return Arrays.stream(bands).flatMap(Arrays::stream)
                .mapToLong(bucket -> Integer.BYTES + (bucket == null ? 0 : 16 + (long) Integer.BYTES * bucket.length)).sum();
    }

    private void collect(int[] bucket, PictureSignature view, BitSet copies) {
        if (bucket == null) {
            return;
        }
        for (int i = 1; i <= bucket[0]; i++) {
            int candidate = bucket[i];
            if (Long.bitCount(view.low() ^ pictures.low(candidate)) <= PictureSignature.LOW_RADIUS
                    && view.isCopyOf(pictures.signature(candidate).orElseThrow())) {
                copies.set(candidate);
            }
        }
    }

    private void grow() {
        int more = bits + 1;
        int[][][] larger = new int[BANDS][1 << more][];
        // each picture is in one bucket of the first band
        for (int[] bucket : bands[0]) {
            for (int i = 1; bucket != null && i <= bucket[0]; i++) {
                put(larger, more, bucket[i]);
            }
        }
        bands = larger;
        bits = more;
    }

    private void put(int[][][] into, int bits, int picture) {
        for (int band = 0; band < BANDS; band++) {
            int number = bits(pictures.low(picture), band) & (1 << bits) - 1;
            into[band][number] = joined(into[band][number], picture);
        }
    }

    /** Every fourth bit, so that each band has strong frequencies and weak ones, and pictures are spread evenly over its values. */
    private static int bits(long low, int band) {
        int bits = 0;
        for (int i = 0; i < BAND_BITS; i++) {
            bits |= (int) (low >>> i * BANDS + band & 1) << i;
        }
        return bits;
    }

    private static int[] joined(int[] present, int one) {
        int count = present == null ? 1 : present[0] + 1;
        int[] joined = present == null ? new int[FIRST_ROOM] : present;
        if (count >= joined.length) {
            joined = Arrays.copyOf(joined, count + 1 + count / 4);
        }
        joined[0] = count;
        joined[count] = one;
        return joined;
    }
}
