package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.Selection;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.Withheld;

/** The manifests in the bucket, each told of on the topic {@code manifests}. */
public final class Manifests {
    private final Bucket bucket;
    private final DatasetCatalog catalog;
    private final EventRecorder recorder;

    public Manifests(Bucket bucket, DatasetCatalog catalog, EventRecorder recorder) {
        this.bucket = bucket;
        this.catalog = catalog;
        this.recorder = recorder;
    }

    /**
     * Writes a manifest under the next free number, or names the latest one if it lists the same images.
     *
     * @param images sorted by hash
     * @param selection how the training images were chosen; null: all of them
     * @param withheld images that no run may use, sorted by hash
     * @return the object key
     */
    public String write(String dataset, Manifest.ImageSize size, List<Manifest.Entry> images, Selection selection,
            List<Withheld> withheld) throws IOException, InterruptedException {
        List<String> labels = images.stream().map(Manifest.Entry::label).distinct().sorted().toList();
        OptionalInt latest = Versions.highest(bucket.list(BucketLayout.manifests(dataset)));
        int version = latest.orElse(0);
        if (latest.isPresent() && read(BucketLayout.manifest(dataset, version))
                .equals(new Manifest(dataset, version, labels, size, images, selection, withheld))) {
            tell(dataset, version);
            return BucketLayout.manifest(dataset, version);
        }
        byte[] content;
        do {
            version++;
            content = EventCodec.json()
                    .writeValueAsBytes(new Manifest(dataset, version, labels, size, images, selection, withheld));
        } while (!bucket.putIfAbsent(BucketLayout.manifest(dataset, version), content, EventCodec.CONTENT_TYPE));
        tell(dataset, version);
        return BucketLayout.manifest(dataset, version);
    }

    public Manifest read(String key) throws IOException {
        return EventCodec.json().readValue(bucket.get(key), Manifest.class);
    }

    /** Tells of every version up to this one that nobody told of: whoever wrote it may have been killed before. */
    private void tell(String dataset, int last) throws IOException, InterruptedException {
        for (int version = 1; version <= last; version++) {
            if (!catalog.told(BucketLayout.manifest(dataset, version))) {
                for (ManifestWritten part : ManifestDifference.parts(bucket, dataset, version)) {
                    recorder.record(part);
                }
            }
        }
    }
}
