package dev.thaw.ingest.dataset;

import dev.thaw.dataset.Pictures;

/**
 * What is known of some pictures together, so that one that looks like all of them need not be compared with each: where thousands
 * look alike, nearly always nothing is at stake between a new one and any of them. It may claim more than there is, never less.
 * Not thread-safe.
 */
final class Crowd {
    /** Pictures of a crowd. */
    static final int SIZE = 64;
    private static final int BYTES = 64;
    /** So many times nothing comes of looking at each of them before what is known of them is brought up to date. */
    private static final int PATIENCE = 8;
    private static final int NOBODY = -2;
    private static final int SEVERAL = -1;

    private final Pictures pictures;
    private final StoredImages images;
    private final Disagreements disagreements;
    private int inVain;
    private int splits;
    private int labels;
    private long leastRank;
    private long greatestSplitRank;
    private long greatestLabelRank;

    Crowd(Pictures pictures, StoredImages images, Disagreements disagreements) {
        this.pictures = pictures;
        this.images = images;
        this.disagreements = disagreements;
        clear();
    }

    /** One more, or one of them that is now for another split or under another label too. */
    void add(int picture) {
        splits |= images.splits(picture);
        labels = labels == NOBODY || labels == images.labels(picture) ? images.labels(picture) : SEVERAL;
        leastRank = Math.min(leastRank, pictures.rank(picture));
        greatestSplitRank = Math.max(greatestSplitRank, disagreements.splitRank(picture));
        greatestLabelRank = Math.max(greatestLabelRank, disagreements.labelRank(picture));
    }

    /** What may be at stake between a picture and any of them: see {@link Disagreements#stakes}. */
    int stakes(int picture) {
        int stakes = 0;
        long rank = pictures.rank(picture);
        if (Integer.bitCount(splits | images.splits(picture)) > 1
                && (leastRank <= disagreements.splitRank(picture) || rank <= greatestSplitRank)) {
            stakes |= Disagreements.SPLIT;
        }
        if ((labels != images.labels(picture) || images.forSeveralLabels(picture))
                && (leastRank <= disagreements.labelRank(picture) || rank <= greatestLabelRank)) {
            stakes |= Disagreements.LABEL;
        }
        return stakes;
    }

    /** Each of them was looked at. @param changed whether anything came of it @return true if they should be told anew */
    boolean lookedAt(boolean changed) {
        inVain = changed ? PATIENCE : inVain + 1;
        return inVain >= PATIENCE;
    }

    /** Nobody is known; all are added again. */
    void clear() {
        inVain = 0;
        splits = 0;
        labels = NOBODY;
        leastRank = Long.MAX_VALUE;
        greatestSplitRank = 0;
        greatestLabelRank = 0;
    }

    static long bytes() {
        return BYTES;
    }
}
