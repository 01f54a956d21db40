package dev.thaw.ingest.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.thaw.dataset.Pictures;
import dev.thaw.image.PictureSignature;

/**
 * Finds the disagreements of pictures with their copies, exactly as comparing each with each by {@link PictureSignature#isCopyOf}
 * would, without looking at each of them: by multi-index hashing (Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with
 * Multi-Index Hashing", 2012). The 64 lowest signs are cut into four bands; where at most 7 signs differ, at most one differs in some
 * band. Pictures that share a bucket with many others are looked at only where a {@link Crowd} has something at stake. Not thread-safe.
 */
final class CopyIndex {
    private static final int BANDS = 4;
    private static final int BAND_BITS = Long.SIZE / BANDS;
    private static final int VIEWS = 8;
    /** The signs of the first band: every fourth, so that each band has strong frequencies and weak ones, and pictures are spread evenly. */
    private static final long BAND = 0x1111_1111_1111_1111L;
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
    private final StoredImages images;
    private final Disagreements disagreements;
    /** How many bits of a band tell its pictures apart: so many that a bucket has a few pictures, up to all of them. */
    private int bits = FIRST_BITS;
    /** The signs of all bands that tell pictures apart. */
    private long allBands = (1L << FIRST_BITS * BANDS) - 1;
    private int count;
    /** For each band, by the lowest of its bits: how many pictures have them, and which. */
    private int[][][] bands = new int[BANDS][1 << FIRST_BITS][];
    /** For each band, of the buckets with more pictures than a crowd has: what is known of one crowd after the other. */
    private final List<Map<Integer, List<Crowd>>> crowds = Stream.<Map<Integer, List<Crowd>>>generate(HashMap::new).limit(BANDS)
            .toList();

    CopyIndex(Pictures pictures, StoredImages images, Disagreements disagreements) {
        this.pictures = pictures;
        this.images = images;
        this.disagreements = disagreements;
    }

    /** Takes in a picture, and note of its disagreements with all before it. @param picture that has a signature */
    void add(int picture) {
        compare(picture);
        if (count >= ROOM << bits && bits < BAND_BITS) {
            grow();
        }
        put(picture);
        count++;
    }

    /** A picture that was added is for another split now, or has another label. */
    void change(int picture) {
        for (int band = 0; band < BANDS; band++) {
            int number = number(pictures.low(picture), band);
            List<Crowd> known = crowds.get(band).get(number);
            int[] bucket = bands[band][number];
            for (int i = 1; known != null && i <= bucket[0]; i++) {
                if (bucket[i] == picture) {
                    known.get((i - 1) / Crowd.SIZE).add(picture);
                }
            }
        }
        compare(picture);
    }

    /** Bytes of memory that it takes. */
    long bytes() {
        return Arrays.stream(bands).flatMap(Arrays::stream)
                .mapToLong(bucket -> Integer.BYTES + (bucket == null ? 0 : 16 + (long) Integer.BYTES * bucket.length)).sum()
                + Crowd.bytes() * crowds.stream().flatMap(known -> known.values().stream()).mapToLong(List::size).sum();
    }

    private void compare(int picture) {
        PictureSignature signature = pictures.signature(picture).orElseThrow();
        for (int number = 0; number < VIEWS; number++) {
            PictureSignature view = signature.view(number);
            // only what is seen from the same side must have the same label
            int matter = number == 0 ? Disagreements.SPLIT | Disagreements.LABEL : Disagreements.SPLIT;
            for (int band = 0; band < BANDS; band++) {
                int exact = number(view.low(), band);
                compare(picture, view, matter, band, exact);
                for (int bit = 0; bit < bits; bit++) {
                    compare(picture, view, matter, band, exact ^ 1 << bit);
                }
            }
        }
    }

    private void compare(int picture, PictureSignature view, int matter, int band, int number) {
        int[] bucket = bands[band][number];
        if (bucket == null) {
            return;
        }
        if (bucket[0] <= Crowd.SIZE) {
            compare(picture, view, matter, band, bucket, 1, bucket[0]);
            return;
        }
        int first = 1;
        for (Crowd crowd : crowds.get(band).get(number)) {
            int last = Math.min(first + Crowd.SIZE - 1, bucket[0]);
            int stakes = crowd.stakes(picture) & matter;
            if (stakes != 0 && crowd.lookedAt(compare(picture, view, stakes, band, bucket, first, last))) {
                crowd.clear();
                for (int i = first; i <= last; i++) {
                    crowd.add(bucket[i]);
                }
            }
            first += Crowd.SIZE;
        }
    }

    private boolean compare(int picture, PictureSignature view, int matter, int band, int[] bucket, int first, int last) {
        int radius = matter == Disagreements.LABEL ? PictureSignature.SAME_RADIUS : PictureSignature.LOW_RADIUS;
        boolean changed = false;
        for (int i = first; i <= last; i++) {
            int candidate = bucket[i];
            long different = view.low() ^ pictures.low(candidate);
            if (Long.bitCount(different) <= radius && !inBandBefore(band, different)) {
                int stakes = disagreements.stakes(picture, candidate) & matter;
                if (stakes != 0 && view.looksLike(pictures.signature(candidate).orElseThrow())) {
                    changed |= disagreements.note(picture, candidate, stakes);
                }
            }
        }
        return changed;
    }

    /** True if two that differ so meet in an earlier band. */
    private boolean inBandBefore(int band, long different) {
        for (int before = 0; before < band; before++) {
            if (Long.bitCount(different & BAND << before & allBands) <= 1) {
                return true;
            }
        }
        return false;
    }

    private void grow() {
        int[][] before = bands[0];
        bits++;
        allBands = -1L >>> Long.SIZE - bits * BANDS;
        bands = new int[BANDS][1 << bits][];
        crowds.forEach(Map::clear);
        // each picture is in one bucket of the first band
        for (int[] bucket : before) {
            for (int i = 1; bucket != null && i <= bucket[0]; i++) {
                put(bucket[i]);
            }
        }
    }

    private void put(int picture) {
        for (int band = 0; band < BANDS; band++) {
            int number = number(pictures.low(picture), band);
            int[] bucket = joined(bands[band][number], picture);
            bands[band][number] = bucket;
            if (bucket[0] > Crowd.SIZE) {
                List<Crowd> known = crowds.get(band).computeIfAbsent(number, none -> new ArrayList<>());
                // all at once when the bucket has become so full, then one by one
                for (int i = known.isEmpty() ? 1 : bucket[0]; i <= bucket[0]; i++) {
                    if ((i - 1) % Crowd.SIZE == 0) {
                        known.add(new Crowd(pictures, images, disagreements));
                    }
                    known.get((i - 1) / Crowd.SIZE).add(bucket[i]);
                }
            }
        }
    }

    private int number(long low, int band) {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number |= (int) (low >>> i * BANDS + band & 1) << i;
        }
        return number;
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
