package dev.thaw.ingest.dataset;

import java.util.Comparator;

import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.dataset.packed.IntColumn;

/**
 * What is known of the stored pictures of a data set, some 30 bytes for each: a sum of their arrivals' events, the same in whatever
 * order they come. Pictures go by their number. Not thread-safe.
 */
final class StoredImages {
    private static final Comparator<Origin> FIRST = Comparator.nullsLast(
            Comparator.comparing(Origin::topic).thenComparing(Origin::partition).thenComparing(Origin::offset));
    private static final Split[] SPLITS = Split.values();

    private final Groups groups = new Groups();
    private final LabelSets labelSets = new LabelSets();
    private final Origins origins = new Origins();
    private final IntColumn labels = new IntColumn();
    /** A bit for each split, and above them the wish: 0 where any of those who sent it left the choice to Thaw. */
    private final IntColumn splits = new IntColumn();
    private final IntColumn entryGroups = new IntColumn();

    /** A picture that is new, by one of its arrivals; {@link #add} follows. */
    void create(ImageIngested event) {
        labels.add(LabelSets.NONE);
        splits.add(wish(event) << SPLITS.length);
        origins.add(event.origin());
        entryGroups.add(groups.number(event.group()));
        groups.addPicture();
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

    /** The splits that it is for, a bit for each. */
    int splits(int picture) {
        return splits.get(picture) & (1 << SPLITS.length) - 1;
    }

    /** The number of the set of its labels: who has another has other labels. */
    int labels(int picture) {
        return labels.get(picture);
    }

    boolean forSeveralLabels(int picture) {
        return labelSets.several(labels.get(picture));
    }

    /** Whether it was sent for several splits, or any group that it is in was. */
    boolean forSeveralSplits(int picture) {
        return Integer.bitCount(splits(picture)) > 1 || groups.forSeveralSplits(picture);
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
        return groups.bytes() + origins.bytes() + labels.bytes() + splits.bytes() + entryGroups.bytes();
    }

    private static int wish(ImageIngested event) {
        return event.wish() == null ? 0 : event.wish().ordinal() + 1;
    }
}
