package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.Selection;
import dev.thaw.contract.event.EventCodec;

/** The manifests in the bucket. */
public final class Manifests {
    private final Bucket bucket;

    public Manifests(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Writes a manifest under the next free number, or names the latest one if it lists the same images.
     *
     * @param images sorted by hash
     * @param selection how the training images were chosen; null: all of them
     * @return the object key
     */
    public String write(String dataset, Manifest.ImageSize size, List<Manifest.Entry> images,
            Selection selection) throws IOException {
        List<String> labels = images.stream().map(Manifest.Entry::label).distinct().sorted().toList();
        OptionalInt latest = Versions.highest(bucket.list(BucketLayout.manifests(dataset)));
        if (latest.isPresent()) {
            String key = BucketLayout.manifest(dataset, latest.getAsInt());
            if (read(key).equals(new Manifest(dataset, latest.getAsInt(), labels, size, images, selection))) {
                return key;
            }
        }
        int version = latest.orElse(0);
        String key;
        byte[] content;
        do {
            version++;
            key = BucketLayout.manifest(dataset, version);
            content = EventCodec.json().writeValueAsBytes(new Manifest(dataset, version, labels, size, images, selection));
        } while (!bucket.putIfAbsent(key, content, EventCodec.CONTENT_TYPE));
        return key;
    }

    public Manifest read(String key) throws IOException {
        return EventCodec.json().readValue(bucket.get(key), Manifest.class);
    }
}
