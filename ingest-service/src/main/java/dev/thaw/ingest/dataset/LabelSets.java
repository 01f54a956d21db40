package dev.thaw.ingest.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The different sets of labels that pictures have, numbered: a picture nearly always has one label, and many have the same. */
final class LabelSets {
    /** The number of the empty set. */
    static final int NONE = 0;
    private final List<SortedSet<String>> sets = new ArrayList<>();
    private final Map<SortedSet<String>, Integer> numbers = new HashMap<>();

    LabelSets() {
        number(new TreeSet<>());
    }

    /** The set with a label more; the same number if it has that label. */
    int with(int set, String label) {
        SortedSet<String> present = sets.get(set);
        if (present.contains(label)) {
            return set;
        }
        SortedSet<String> more = new TreeSet<>(present);
        more.add(label);
        return number(more);
    }

    boolean several(int set) {
        return sets.get(set).size() > 1;
    }

    /** Its label; of several the first in their order. */
    String first(int set) {
        return sets.get(set).first();
    }

    private int number(SortedSet<String> labels) {
        Integer known = numbers.putIfAbsent(labels, sets.size());
        if (known == null) {
            sets.add(labels);
        }
        return known == null ? sets.size() - 1 : known;
    }
}
