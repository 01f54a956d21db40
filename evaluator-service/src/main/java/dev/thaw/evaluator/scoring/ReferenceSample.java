package dev.thaw.evaluator.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Split;

/**
 * Images of a champion's manifest to compare new ones with: of each label twice as many as the new ones have, as far as there are,
 * so that a day on which only one label comes is not taken for drift. Those for validation come first, because the network was not
 * fitted to them; those to test on are left alone. The choice is by hash, so that it is the same each time and the feature bank has them.
 */
final class ReferenceSample {
    private static final int RATIO = 2;

    private ReferenceSample() {
    }

    /** @param labels of the new images, one each */
    static List<Manifest.Entry> of(Manifest made, List<String> labels) {
        Map<String, Long> counts = labels.stream()
                .collect(Collectors.groupingBy(label -> label, TreeMap::new, Collectors.counting()));
        Comparator<Manifest.Entry> validationFirst = Comparator.<Manifest.Entry, Boolean>comparing(
                image -> image.split() != Split.VALIDATION).thenComparing(Manifest.Entry::sha256);
        List<Manifest.Entry> sample = new ArrayList<>();
        counts.forEach((label, count) -> made.images().stream()
                .filter(image -> image.label().equals(label) && image.split() != Split.TEST)
                .sorted(validationFirst).limit(RATIO * count).forEach(sample::add));
        return sample;
    }
}
