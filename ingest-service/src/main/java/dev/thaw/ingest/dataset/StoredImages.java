package dev.thaw.ingest.dataset;

import java.util.Comparator;

import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;
import dev.thaw.dataset.Pictures;
import dev.thaw.dataset.packed.IntColumn;

/**
 * What is known of the stored pictures of a data set, some 40 bytes for each: a sum of their arrivals' events and of what is known of
 * their copies, the same in whatever order they come. Pictures go by their number. Not thread-safe.
 */
final class StoredImages {
    private static final Comparator<Origin> FIRST = Comparator.nullsLast(
            Comparator.comparing(Origin::topic).thenComparing(Origin::partition).thenComparing(Origin::offset));
    private static final Split[] SPLITS = Split.values();
    private static final int NONE = -1;

    private final Pictures pictures;
    private final Groups groups = new Groups();
    private final LabelSets labelSets = new LabelSets();
    private final Origins origins = new Origins();
    private final IntColumn labels = new IntColumn();
    /** A bit for each split, and above them the wish: 0 where any of those who sent it left the choice to Thaw. */
    private final IntColumn splits = new IntColumn();
    private final IntColumn entryGroups = new IntColumn();
    private final IntColumn otherSplits = new IntColumn();
    private final IntColumn otherLabels = new IntColumn();

    StoredImages(Pictures pictures) {
        this.pictures = pictures;
    }

    /** A picture that is new, by one of its arrivals; {@link #add} follows. */
    void create(ImageIngested event) {
        labels.add(LabelSets.NONE);
        splits.add(wish(event) << SPLITS.length);
        origins.add(event.origin());
        entryGroups.add(groups.number(event.group()));
        groups.addPicture();
        otherSplits.add(NONE);
        otherLabels.add(NONE);
    }

    /** Takes in one of its arrivals. @return true if it was not known to be for that split, or under that label */
    boolean add(int picture, ImageIngested event) {
        int group = groups.number(event.group());
        if (!event.duplicate() && FIRST.compare(event.origin(), origins.get(picture)) < 0) {
            origins.set(picture, event.origin());
            entryGroups.set(picture, group);
        }
        groups.add(picture, group, event.split());
        int known = splits(picture);
        int wish = Math.min(splits.get(picture) >> SPLITS.length, wish(event));
        splits.set(picture, known | 1 << event.split().ordinal() | wish << SPLITS.length);
        return splits(picture) != known | addLabel(picture, event.label());
    }

    /** Somebody says that this is its label. @return true if nobody said so before */
    boolean addLabel(int picture, String label) {
        int known = labels.get(picture);
        labels.set(picture, labelSets.with(known, label));
        return labels.get(picture) != known;
    }

    /** Takes note of two that are copies of each other: neither may be used beside the other in another split. */
    void beside(int one, int other) {
        // unless both are for the same one thing
        boolean split = Integer.bitCount(splits(one)) > 1 || splits(one) != splits(other);
        boolean label = labelSets.several(labels.get(one)) || labels.get(one) != labels.get(other);
        if (split) {
            note(otherSplits, one, other);
        }
        if (label && pictures.signature(one).orElseThrow().isSamePictureAs(pictures.signature(other).orElseThrow())) {
            note(otherLabels, one, other);
        }
    }

    /** Why it cannot be used; null: it can be. @param copies whether those matter */
    Withheld.Reason withheld(int picture, SplitPolicy.Copies copies) {
        boolean matter = copies == SplitPolicy.Copies.WITHHOLD;
        if (labelSets.several(labels.get(picture)) || matter && otherLabels.get(picture) != NONE) {
            return Withheld.Reason.DISPUTED_LABEL;
        }
        boolean several = Integer.bitCount(splits(picture)) > 1 || matter && otherSplits.get(picture) != NONE;
        return several || groups.forSeveralSplits(picture) ? Withheld.Reason.OTHER_SPLIT : null;
    }

    /** The copy that a reason is about, or -1. */
    int other(int picture, Withheld.Reason reason) {
        return switch (reason) {
            case DISPUTED_LABEL -> otherLabels.get(picture);
            case OTHER_SPLIT -> otherSplits.get(picture);
            case BALANCE -> NONE;
        };
    }

    /** Its label; of several the first in their order. */
    String label(int picture) {
        return labelSets.first(labels.get(picture));
    }

    /** Its split; of several the first in their order. */
    Split split(int picture) {
        return SPLITS[Integer.numberOfTrailingZeros(splits(picture))];
    }

    /** What the sender wanted: null where any left the choice to Thaw. */
    Split wish(int picture) {
        int wish = splits.get(picture) >> SPLITS.length;
        return wish == 0 ? null : SPLITS[wish - 1];
    }

    /** The number of the group of the record that it came by first. */
    int group(int picture) {
        return entryGroups.get(picture);
    }

    Groups groups() {
        return groups;
    }

    /** The records that pictures came by first. */
    Origins origins() {
        return origins;
    }

    int count() {
        return labels.size();
    }

    /** Bytes of memory that they take, besides names that many share. */
    long bytes() {
        return groups.bytes() + origins.bytes() + labels.bytes() + splits.bytes() + entryGroups.bytes()
                + otherSplits.bytes() + otherLabels.bytes();
    }

    private void note(IntColumn others, int one, int other) {
        int known = others.get(one);
        if (known == NONE || pictures.compare(other, known) < 0) {
            others.set(one, other);
        }
    }

    private int splits(int picture) {
        return splits.get(picture) & (1 << SPLITS.length) - 1;
    }

    private static int wish(ImageIngested event) {
        return event.wish() == null ? 0 : event.wish().ordinal() + 1;
    }
}
