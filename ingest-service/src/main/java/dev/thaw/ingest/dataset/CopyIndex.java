package dev.thaw.ingest.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thaw.image.PictureSignature;

/**
 * Finds the copies of a picture among many, exactly as {@link PictureSignature#isCopyOf} would, without looking at each of them: by
 * multi-index hashing (Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", 2012). The 64 lowest signs
 * are cut into four bands; where at most 7 signs differ, at most one differs in some band. Not thread-safe.
 */
final class CopyIndex<T> {
    private static final int BANDS = 4;
    private static final int BAND_BITS = Long.SIZE / BANDS;
    private static final int VIEWS = 8;
    private static final int FIRST_ROOM = 2;

    static {
        // the pigeonholes: with one sign more, two might differ in every band
        if (PictureSignature.LOW_RADIUS >= 2 * BANDS) {
            throw new IllegalStateException("the index looks for one differing sign in a band");
        }
    }

    private final List<PictureSignature> signatures = new ArrayList<>();
    private final List<T> items = new ArrayList<>();
    /** For each band, by its bits: how many pictures have them, and which. */
    private final List<Map<Integer, int[]>> bands = new ArrayList<>();

    CopyIndex() {
        for (int band = 0; band < BANDS; band++) {
            bands.add(new HashMap<>());
        }
    }

    void add(PictureSignature signature, T item) {
        int number = items.size();
        signatures.add(signature);
        items.add(item);
        for (int band = 0; band < BANDS; band++) {
            bands.get(band).merge(bits(signature.low(), band), new int[]{1, number}, CopyIndex::joined);
        }
    }

    /** The pictures that are copies of this one, itself among them if it was added. */
    Set<T> copiesOf(PictureSignature signature) {
        Set<T> copies = new LinkedHashSet<>();
        for (int number = 0; number < VIEWS; number++) {
            PictureSignature view = signature.view(number);
            for (int band = 0; band < BANDS; band++) {
                Map<Integer, int[]> pictures = bands.get(band);
                int exact = bits(view.low(), band);
                collect(pictures.get(exact), view, copies);
                for (int bit = 0; bit < BAND_BITS; bit++) {
                    collect(pictures.get(exact ^ 1 << bit), view, copies);
                }
            }
        }
        return copies;
    }

    private void collect(int[] pictures, PictureSignature view, Set<T> copies) {
        if (pictures == null) {
            return;
        }
        for (int i = 1; i <= pictures[0]; i++) {
            PictureSignature candidate = signatures.get(pictures[i]);
            if (Long.bitCount(view.low() ^ candidate.low()) <= PictureSignature.LOW_RADIUS && view.isCopyOf(candidate)) {
                copies.add(items.get(pictures[i]));
            }
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

    private static int[] joined(int[] present, int[] one) {
        int count = present[0] + 1;
        int[] joined = count < present.length ? present : Arrays.copyOf(present, Math.max(FIRST_ROOM, count) * 3 / 2 + 1);
        joined[0] = count;
        joined[count] = one[1];
        return joined;
    }
}
