package dev.thaw.ingest.dataset;

import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.Withheld;
import dev.thaw.dataset.Pictures;
import dev.thaw.dataset.packed.IntColumn;

/**
 * For each picture the copy of it that is for another split, and the one that is the same picture under another label; of several the
 * one with the least hash, whatever came first. Eight bytes each. Not thread-safe.
 */
final class Disagreements {
    /** At stake: which copy is for another split. */
    static final int SPLIT = 1;
    /** At stake: which copy, seen from the same side, has another label. */
    static final int LABEL = 2;
    private static final int NONE = -1;

    private final Pictures pictures;
    private final StoredImages images;
    private final IntColumn otherSplits = new IntColumn();
    private final IntColumn otherLabels = new IntColumn();

    Disagreements(Pictures pictures, StoredImages images) {
        this.pictures = pictures;
        this.images = images;
    }

    /** One picture more. */
    void create() {
        otherSplits.add(NONE);
        otherLabels.add(NONE);
    }

    /** What would become another if these two were copies of each other: {@link #SPLIT}, {@link #LABEL}, both, or 0 for nothing. */
    int stakes(int one, int other) {
        if (one == other) {
            return 0;
        }
        int stakes = 0;
        if (Integer.bitCount(images.splits(one) | images.splits(other)) > 1
                && (isBefore(other, otherSplits.get(one)) || isBefore(one, otherSplits.get(other)))) {
            stakes |= SPLIT;
        }
        if ((images.labels(one) != images.labels(other) || images.forSeveralLabels(one))
                && (isBefore(other, otherLabels.get(one)) || isBefore(one, otherLabels.get(other)))) {
            stakes |= LABEL;
        }
        return stakes;
    }

    /** Takes note of two that are copies of each other. @param stakes of {@link #stakes} @return true if it changed anything */
    boolean note(int one, int other, int stakes) {
        boolean changed = (stakes & SPLIT) != 0 && note(otherSplits, one, other);
        if ((stakes & LABEL) != 0
                && pictures.signature(one).orElseThrow().isSamePictureAs(pictures.signature(other).orElseThrow())) {
            changed |= note(otherLabels, one, other);
        }
        return changed;
    }

    /** Why it cannot be used; null: it can be. @param copies whether those matter */
    Withheld.Reason withheld(int picture, SplitPolicy.Copies copies) {
        boolean matter = copies == SplitPolicy.Copies.WITHHOLD;
        if (images.forSeveralLabels(picture) || matter && otherLabels.get(picture) != NONE) {
            return Withheld.Reason.DISPUTED_LABEL;
        }
        return images.forSeveralSplits(picture) || matter && otherSplits.get(picture) != NONE
                ? Withheld.Reason.OTHER_SPLIT
                : null;
    }

    /** The copy that a reason is about, or -1. */
    int other(int picture, Withheld.Reason reason) {
        return switch (reason) {
            case DISPUTED_LABEL -> otherLabels.get(picture);
            case OTHER_SPLIT -> otherSplits.get(picture);
            case BALANCE -> NONE;
        };
    }

    /** A number that grows with the hash of the copy for another split; the greatest if there is none. */
    long splitRank(int picture) {
        return rank(otherSplits.get(picture));
    }

    /** A number that grows with the hash of the copy under another label; the greatest if there is none. */
    long labelRank(int picture) {
        return rank(otherLabels.get(picture));
    }

    long bytes() {
        return otherSplits.bytes() + otherLabels.bytes();
    }

    private boolean note(IntColumn others, int one, int other) {
        boolean before = isBefore(other, others.get(one));
        if (before) {
            others.set(one, other);
        }
        boolean after = isBefore(one, others.get(other));
        if (after) {
            others.set(other, one);
        }
        return before || after;
    }

    private boolean isBefore(int picture, int known) {
        return known == NONE || pictures.compare(picture, known) < 0;
    }

    private long rank(int picture) {
        return picture == NONE ? Long.MAX_VALUE : pictures.rank(picture);
    }
}
