package dev.thaw.ingest.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.TrainingCondition;

/** Whether there are enough images for a run that nobody asked for. */
final class Enough {

    private Enough() {
    }

    /**
     * @param all images of the data set
     * @param chosen those that the run would use
     */
    static List<TrainingCondition> conditions(DatasetDefinition definition, List<Manifest.Entry> all,
            List<Manifest.Entry> chosen) {
        Optional<String> missing = Trainability.missing(definition.dataset(), chosen);
        TrainingCondition trainable = new TrainingCondition("trainable", missing.isEmpty(), null, null, missing.orElse(null));
        int least = definition.trigger().perClass();
        return least == 0 ? List.of(trainable) : List.of(perClass(definition, all, least), trainable);
    }

    private static TrainingCondition perClass(DatasetDefinition definition, List<Manifest.Entry> all, int least) {
        Map<String, Integer> counts = new TreeMap<>();
        if (definition.labels() != null) {
            definition.labels().forEach(label -> counts.put(label, 0));
        }
        all.forEach(image -> counts.merge(image.label(), image.split() == Split.TRAIN ? 1 : 0, Integer::sum));
        Optional<Map.Entry<String, Integer>> fewest = counts.entrySet().stream().min(Map.Entry.comparingByValue());
        int count = fewest.map(Map.Entry::getValue).orElse(0);
        String detail = fewest
                .map(label -> "\"" + label.getKey() + "\" has " + count + " training images, the fewest of all labels"
                        + " (trigger.perClass is " + least + ")")
                .orElse("there are no images");
        return new TrainingCondition("per-class", count >= least, (double) count, (double) least, detail);
    }
}
