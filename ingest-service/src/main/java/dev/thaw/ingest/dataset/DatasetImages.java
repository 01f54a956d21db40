package dev.thaw.ingest.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.ImageIngested;

/** The images of one data set, by hash. */
final class DatasetImages {
    private final Map<String, KnownImage> images = new HashMap<>();

    void add(ImageIngested event) {
        images.putIfAbsent(event.image(), new KnownImage(event.label().intern(), event.split()));
    }

    Optional<KnownImage> find(String sha256) {
        return Optional.ofNullable(images.get(sha256));
    }

    int count() {
        return images.size();
    }

    /** Sorted by hash. */
    List<Manifest.Entry> entries(String dataset) {
        return images.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(image -> new Manifest.Entry(image.getKey(), BucketLayout.image(dataset, image.getKey()),
                        image.getValue().label(), image.getValue().split()))
                .toList();
    }
}
