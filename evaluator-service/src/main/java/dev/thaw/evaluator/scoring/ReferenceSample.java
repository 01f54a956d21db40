package dev.thaw.evaluator.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.thaw.finetuning.training.Split;
import dev.thaw.service.tuning.PackedManifest;

/**
 * Images of a champion's manifest to compare new ones with: of each label twice as many as the new ones have, as far as there are,
 * so that a day on which only one label comes is not taken for drift. Those for validation come first, because the network was not
 * fitted to them; those to test on are left alone. The choice is by hash, so that it is the same each time and the feature bank has them.
 */
final class ReferenceSample {
    private static final int RATIO = 2;

    private ReferenceSample() {
    }

    /**
     * The hashes of the images, label by label.
     *
     * @param labels of the new images, one each
     */
    static List<String> of(PackedManifest made, List<String> labels) {
        Map<String, Long> counts = labels.stream()
                .collect(Collectors.groupingBy(label -> label, TreeMap::new, Collectors.counting()));
        Map<String, List<String>> chosen = new TreeMap<>();
        for (Split split : List.of(Split.VALIDATION, Split.TRAIN)) {
            for (int place = 0; place < made.images().size(); place++) {
                if (made.images().split(place) == split) {
                    String label = made.label(place);
                    List<String> own = chosen.computeIfAbsent(label, unknown -> new ArrayList<>());
                    if (own.size() < RATIO * counts.getOrDefault(label, 0L)) {
                        own.add(made.images().hash(place));
                    }
                }
            }
        }
        return chosen.values().stream().flatMap(List::stream).toList();
    }
}
