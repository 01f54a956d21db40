package dev.thaw.ingest.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    /** The images to leave out; images whose sender chose the split are not part of it. */
    static Set<StoredImage> surplus(List<StoredImage> images) {
        Set<StoredImage> surplus = new HashSet<>();
        // "train" leaves a share to be drawn for validation: balanced by itself, it has no test images
        for (Optional<Split> wish : List.<Optional<Split>>of(Optional.empty(), Optional.of(Split.TRAIN))) {
            List<StoredImage> drawn = images.stream().filter(image -> image.wish() == wish.orElse(null)).toList();
            if (drawn.size() >= LEAST_IMAGES) {
                Map<String, Double> shares = shares(drawn);
                bySplit(drawn).values().forEach(split -> surplus.addAll(surplusOf(split, shares)));
            }
        }
        return surplus;
    }

    private static List<StoredImage> surplusOf(List<StoredImage> split, Map<String, Double> shares) {
        Map<String, List<StoredImage>> classes = new TreeMap<>(split.stream().sorted(Comparator.comparing(StoredImage::sha256))
                .collect(Collectors.groupingBy(StoredImage::label)));
        shares.keySet().forEach(label -> classes.computeIfAbsent(label, none -> List.of()));
        int least = (int) Math.ceil(split.size() * (1 - MOST_LEFT_OUT));
        for (int total = split.size(); total >= least; total--) {
            Optional<Map<String, Integer>> counts = counts(classes, shares, total);
            if (counts.isPresent()) {
                List<StoredImage> surplus = new ArrayList<>();
                classes.forEach((label, images) -> surplus.addAll(images.subList(counts.get().get(label), images.size())));
                return surplus;
            }
        }
        return List.of();
    }

    /** How many of each class to keep, so that there are so many in all and none is off; empty if there is no way. */
    private static Optional<Map<String, Integer>> counts(Map<String, List<StoredImage>> classes, Map<String, Double> shares,
            int total) {
        Map<String, Integer> counts = new TreeMap<>();
        int kept = 0;
        for (Map.Entry<String, List<StoredImage>> of : classes.entrySet()) {
            int most = (int) Math.floor((shares.get(of.getKey()) + TOLERANCE) * total + ROUNDING);
            int count = Math.min(of.getValue().size(), most);
            counts.put(of.getKey(), count);
            kept += count;
        }
        for (; kept > total; kept--) {
            // of the class that is most above its share
            String largest = counts.keySet().stream()
                    .max(Comparator.comparingDouble(label -> counts.get(label) - shares.get(label) * total)).orElseThrow();
            counts.merge(largest, -1, Integer::sum);
        }
        boolean none = kept < total || counts.entrySet().stream()
                .anyMatch(count -> count.getValue() < (shares.get(count.getKey()) - TOLERANCE) * total - ROUNDING);
        return none ? Optional.empty() : Optional.of(counts);
    }

    private static Map<String, Double> shares(List<StoredImage> images) {
        Map<String, Double> shares = new TreeMap<>();
        images.forEach(image -> shares.merge(image.label(), 1.0, Double::sum));
        shares.replaceAll((label, count) -> count / images.size());
        return shares;
    }

    private static Map<Split, List<StoredImage>> bySplit(List<StoredImage> images) {
        return images.stream().collect(Collectors.groupingBy(StoredImage::split, () -> new EnumMap<>(Split.class),
                Collectors.toList()));
    }
}
