package dev.thaw.ingest.dataset;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.thaw.contract.event.Split;
import dev.thaw.dataset.packed.IntColumn;
import dev.thaw.dataset.packed.NumberedTexts;

/** The groups of a data set, the splits that each is for, and which pictures are in them. Not thread-safe. */
final class Groups {
    private static final int NONE = -1;
    private final NumberedTexts names = new NumberedTexts();
    /** By group, a bit for each split. */
    private final IntColumn splits = new IntColumn();
    /** By picture, a group that it is in, or {@link #NONE}. */
    private final IntColumn groups = new IntColumn();
    /** By picture, all groups of those that are in several. */
    private final Map<Integer, Set<Integer>> several = new HashMap<>();

    /** @param group null: none @return its number, or -1 for none */
    int number(String group) {
        return group == null ? NONE : names.add(group);
    }

    /** @return null for the number of none */
    String name(int group) {
        return group == NONE ? null : names.get(group);
    }

    void addPicture() {
        groups.add(NONE);
    }

    /** Somebody sent a picture of this group. */
    void add(int picture, int group, Split split) {
        if (group == NONE) {
            return;
        }
        if (group == splits.size()) {
            splits.add(0);
        }
        splits.set(group, splits.get(group) | 1 << split.ordinal());
        int known = groups.get(picture);
        if (known == NONE) {
            groups.set(picture, group);
        } else if (known != group) {
            several.computeIfAbsent(picture, one -> new TreeSet<>(Set.of(known))).add(group);
        }
    }

    /** Whether any group that the picture is in is for several splits. */
    boolean forSeveralSplits(int picture) {
        int group = groups.get(picture);
        return group != NONE && (forSeveral(group)
                || several.getOrDefault(picture, Set.of()).stream().anyMatch(this::forSeveral));
    }

    /** Bytes of memory that they take, besides those of pictures in several groups. */
    long bytes() {
        return names.bytes() + splits.bytes() + groups.bytes();
    }

    private boolean forSeveral(int group) {
        return Integer.bitCount(splits.get(group)) > 1;
    }
}
