package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.ManifestReader;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.evaluator.work.SliceMetrics;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.evaluation.SliceScores;

/** The test images of a manifest by group, and by when they arrived. */
final class TestSlices {
    private static final int WINDOWS = 4;

    private final Map<String, String> groups;
    private final Map<String, String> windows = new HashMap<>();

    TestSlices(List<TestImage> test) {
        this.groups = test.stream().filter(entry -> entry.group() != null)
                .collect(Collectors.toMap(TestImage::hash, TestImage::group));
        // offsets tell what came first only within a partition
        test.stream().filter(entry -> entry.origin() != null)
                .collect(Collectors.groupingBy(entry -> entry.origin().topic() + "/" + entry.origin().partition(), TreeMap::new,
                        Collectors.toList()))
                .forEach(this::divide);
    }

    /** What of a manifest's test image says where it belongs. */
    record TestImage(String hash, String group, Origin origin) {
    }

    /** Reads the manifest anew: the run does not hold what is asked for once. */
    static TestSlices read(Bucket bucket, String manifest) throws IOException {
        List<TestImage> test = new ArrayList<>();
        ManifestReader.read(bucket, manifest, entry -> {
            if (entry.split() == Split.TEST) {
                test.add(new TestImage(entry.sha256(), entry.group(), entry.origin()));
            }
        });
        return new TestSlices(test);
    }

    /** By group; images whose split was drawn from how they look are in none. */
    List<SliceMetrics> byGroup(List<Prediction> predictions) {
        return metrics(SliceScores.of(predictions, image -> Optional.ofNullable(groups.get(image))));
    }

    /** By quarters of what came through each partition, in the order of arrival. */
    List<SliceMetrics> byWindow(List<Prediction> predictions) {
        return metrics(SliceScores.of(predictions, image -> Optional.ofNullable(windows.get(image))));
    }

    private void divide(String partition, List<TestImage> entries) {
        List<TestImage> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingLong((TestImage entry) -> entry.origin().offset())
                .thenComparing(TestImage::hash));
        int count = Math.min(WINDOWS, inOrder.size());
        for (int window = 0; window < count; window++) {
            List<TestImage> inside = inOrder.subList(window * inOrder.size() / count, (window + 1) * inOrder.size() / count);
            Origin first = inside.get(0).origin();
            Origin last = inside.get(inside.size() - 1).origin();
            String name = partition + ", " + (window + 1) + " of " + count + ", offsets " + first.offset() + " to "
                    + last.offset();
            inside.forEach(entry -> windows.put(entry.hash(), name));
        }
    }

    private static List<SliceMetrics> metrics(List<SliceScores> slices) {
        return slices.stream().map(slice -> new SliceMetrics(slice.name(), slice.images(), EventMetrics.finite(slice.loss()),
                slice.accuracy())).toList();
    }
}
