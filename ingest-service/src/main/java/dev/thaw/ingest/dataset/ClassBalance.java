package dev.thaw.ingest.dataset;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;

import dev.thaw.contract.event.Split;

/**
 * Keeps the classes in proportion: in each split a class has its share of all images within two percentage points. Splits are drawn
 * image by image, as they must be to be the same in every order, so a class may come out too large or too small; then the fewest
 * images that do it are left out of the split where others are too few. None ever goes to another split. A pure function.
 */
final class ClassBalance {
    /** How far a class's share of a split may be from its share of all images. */
    static final double TOLERANCE = 0.02;
    /** With fewer images than this, one more or less weighs too much. */
    static final int LEAST_IMAGES = 800;
    /** A split that could only be balanced by leaving out more than this share of it stays as it was drawn. */
    private static final double MOST_LEFT_OUT = 0.5;
    private static final double ROUNDING = 1e-9;

    private ClassBalance() {
    }

    /** The images to leave out, by index; images whose sender chose the split are not part of it. @param images in the order of their hashes */
    static BitSet surplus(DrawnImages images) {
        BitSet surplus = new BitSet(images.size());
        // "train" leaves a share to be drawn for validation: balanced by itself, it has no test images
        for (Optional<Split> wish : List.<Optional<Split>>of(Optional.empty(), Optional.of(Split.TRAIN))) {
            IntPredicate drawn = index -> images.wish(index) == wish.orElse(null);
            Map<String, Integer> labels = labels(images, drawn);
            int all = labels.values().stream().mapToInt(Integer::intValue).sum();
            if (all >= LEAST_IMAGES) {
                Map<String, Double> shares = new TreeMap<>();
                labels.forEach((label, count) -> shares.put(label, count / (double) all));
                for (Split split : Split.values()) {
                    addSurplus(images, drawn.and(index -> images.split(index) == split), shares, surplus);
                }
            }
        }
        return surplus;
    }

    private static void addSurplus(DrawnImages images, IntPredicate split, Map<String, Double> shares, BitSet surplus) {
        Map<String, Integer> classes = labels(images, split);
        shares.keySet().forEach(label -> classes.putIfAbsent(label, 0));
        int all = classes.values().stream().mapToInt(Integer::intValue).sum();
        int least = (int) Math.ceil(all * (1 - MOST_LEFT_OUT));
        for (int total = all; total >= least; total--) {
            Optional<Map<String, Integer>> counts = counts(classes, shares, total);
            if (counts.isPresent()) {
                Map<String, Integer> left = counts.get();
                for (int index = 0; index < images.size(); index++) {
                    if (split.test(index) && left.merge(images.label(index), -1, Integer::sum) < 0) {
                        surplus.set(index);
                    }
                }
                return;
            }
        }
    }

    /** How many of each class to keep, so that there are so many in all and none is off; empty if there is no way. */
    private static Optional<Map<String, Integer>> counts(Map<String, Integer> classes, Map<String, Double> shares, int total) {
        Map<String, Integer> counts = new TreeMap<>();
        int kept = 0;
        for (Map.Entry<String, Integer> of : classes.entrySet()) {
            int most = (int) Math.floor((shares.get(of.getKey()) + TOLERANCE) * total + ROUNDING);
            int count = Math.min(of.getValue(), most);
            counts.put(of.getKey(), count);
            kept += count;
        }
        if (kept < total || anyTooSmall(counts, shares, total)) {
            return Optional.empty();
        }
        for (; kept > total; kept--) {
            // of the class that is most above its share
            String largest = counts.keySet().stream()
                    .max(Comparator.comparingDouble(label -> counts.get(label) - shares.get(label) * total)).orElseThrow();
            counts.merge(largest, -1, Integer::sum);
        }
        return anyTooSmall(counts, shares, total) ? Optional.empty() : Optional.of(counts);
    }

    private static boolean anyTooSmall(Map<String, Integer> counts, Map<String, Double> shares, int total) {
        return counts.entrySet().stream()
                .anyMatch(count -> count.getValue() < (shares.get(count.getKey()) - TOLERANCE) * total - ROUNDING);
    }

    private static Map<String, Integer> labels(DrawnImages images, IntPredicate wanted) {
        Map<String, Integer> labels = new TreeMap<>();
        for (int index = 0; index < images.size(); index++) {
            if (wanted.test(index)) {
                labels.merge(images.label(index), 1, Integer::sum);
            }
        }
        return labels;
    }
}
