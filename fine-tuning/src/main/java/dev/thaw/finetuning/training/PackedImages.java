package dev.thaw.finetuning.training;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Images sorted by hash, in {@value #BYTES_PER_IMAGE} bytes each however many they are: the 32 bytes of the hash, the label and the
 * split. A {@link TrainingImage} is made each time it is asked for.
 */
public final class PackedImages extends AbstractList<TrainingImage> implements RandomAccess {
    /** What one image takes in memory. */
    public static final int BYTES_PER_IMAGE = 36;
    private static final Split[] SPLITS = Split.values();
    private static final HexFormat HEX = HexFormat.of();

    private final HashStore hashes;
    private final int[] kinds;

    private PackedImages(HashStore hashes, int[] kinds) {
        this.hashes = hashes;
        this.kinds = kinds;
    }

    /** @throws IllegalArgumentException if a hash is not 64 hexadecimal digits in lower case */
    public static PackedImages of(List<TrainingImage> images) {
        if (images instanceof PackedImages packed) {
            return packed;
        }
        Builder builder = new Builder();
        images.forEach(image -> builder.add(image.hash(), image.label(), image.split()));
        return builder.build();
    }

    /** Takes images one by one. */
    public static final class Builder {
        private static final int FIRST = 1024;
        private final HashStore hashes = new HashStore();
        private int[] kinds = new int[FIRST];
        private boolean sorted = true;

        /**
         * Adds an image.
         *
         * @param label from 0
         * @throws IllegalArgumentException if the hash is not 64 hexadecimal digits in lower case
         */
        public void add(String hash, int label, Split split) {
            int place = hashes.size();
            if (place == kinds.length) {
                kinds = Arrays.copyOf(kinds, kinds.length + (kinds.length >> 1));
            }
            kinds[place] = label * SPLITS.length + split.ordinal();
            hashes.add(hash);
            sorted &= place == 0 || hashes.compare(place - 1, place) <= 0;
        }

        /**
         * Gives the labels other numbers.
         *
         * @param labels the new ones by the old
         */
        public void relabel(int[] labels) {
            for (int place = 0; place < hashes.size(); place++) {
                kinds[place] = labels[kinds[place] / SPLITS.length] * SPLITS.length + kinds[place] % SPLITS.length;
            }
        }

        /** Sorts them, unless they came so. The builder is not to be used any more. */
        public PackedImages build() {
            if (sorted) {
                return new PackedImages(hashes, Arrays.copyOf(kinds, hashes.size()));
            }
            int[] order = IntStream.range(0, hashes.size()).boxed().sorted(hashes::compare).mapToInt(Integer::intValue).toArray();
            return new PackedImages(hashes.picked(order), IntStream.of(order).map(place -> kinds[place]).toArray());
        }
    }

    @Override
    public TrainingImage get(int place) {
        return new TrainingImage(hash(place), label(place), split(place));
    }

    @Override
    public int size() {
        return kinds.length;
    }

    /** Hexadecimal. */
    public String hash(int place) {
        return HEX.formatHex(hashes.get(place));
    }

    /** An index into the labels of whoever packed them. */
    public int label(int place) {
        return kinds[place] / SPLITS.length;
    }

    /** @param place from 0, in the order of the hashes */
    public Split split(int place) {
        return SPLITS[kinds[place] % SPLITS.length];
    }

    /** The place of the image of that hash, the first if it is there more than once; -1 if there is none. */
    public int find(String hash) {
        return hashes.find(hash);
    }

    /** Those of some splits, sorted by hash: a view that takes 4 bytes more for each of them. */
    public List<TrainingImage> of(Split first, Split... others) {
        Set<Split> wanted = EnumSet.of(first, others);
        return ComputedList.picked(this, IntStream.range(0, size()).filter(place -> wanted.contains(split(place))).toArray());
    }
}
