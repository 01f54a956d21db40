package dev.thaw.ingest.dataset;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.ManifestHeader;
import dev.thaw.contract.bucket.ManifestReader;
import dev.thaw.contract.bucket.ManifestWriter;
import dev.thaw.contract.bucket.NumberedObjects;
import dev.thaw.contract.bucket.Selection;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Withheld;

/** The manifests in the bucket, each told of on the topic {@code manifests}. */
public final class Manifests {
    private static final int BUFFER = 1 << 16;
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
        int version = NumberedObjects.highest(bucket, BucketLayout.manifests(dataset));
        Path file = Files.createTempFile("manifest", ".json");
        try {
            do {
                version++;
                ManifestHeader header = new ManifestHeader(dataset, version, labels, size, selection);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    ManifestWriter.write(out, header, images.iterator(), withheld.iterator());
                }
                if (version > 1 && sameAs(BucketLayout.manifest(dataset, version - 1), file)) {
                    version--;
                    break;
                }
            } while (!bucket.putIfAbsent(BucketLayout.manifest(dataset, version), file, EventCodec.CONTENT_TYPE));
        } finally {
            Files.delete(file);
        }
        tell(dataset, version);
        return BucketLayout.manifest(dataset, version);
    }

    /** Whether a manifest in the bucket says the same as the file, but for the number of its version. */
    private boolean sameAs(String key, Path file) throws IOException {
        try (InputStream ours = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                InputStream theirs = new BufferedInputStream(bucket.open(key), BUFFER)) {
            skipVersion(ours);
            skipVersion(theirs);
            byte[] some;
            do {
                some = ours.readNBytes(BUFFER);
                if (!Arrays.equals(some, theirs.readNBytes(BUFFER))) {
                    return false;
                }
            } while (some.length > 0);
            return true;
        }
    }

    /** It is the second field; there is no comma in the first, the data set's name. */
    private static void skipVersion(InputStream manifest) throws IOException {
        for (int fields = 0; fields < 2;) {
            int read = manifest.read();
            if (read < 0) {
                return;
            }
            fields += read == ',' ? 1 : 0;
        }
    }

    /** How many images the data set had when a manifest was written. */
    public int known(String key) throws IOException {
        int[] counts = new int[2];
        try (InputStream in = bucket.open(key)) {
            return ManifestReader.read(in, image -> counts[0]++, image -> counts[1]++).known(counts[0], counts[1]);
        }
    }

    /** Tells of every version up to this one that nobody told of: whoever wrote it may have been killed before. */
    private void tell(String dataset, int last) throws IOException, InterruptedException {
        for (int version = 1; version <= last; version++) {
            if (!catalog.told(BucketLayout.manifest(dataset, version))) {
                ManifestDifference difference = ManifestDifference.of(bucket, dataset, version);
                for (int part = 0; part < difference.parts(); part++) {
                    recorder.record(difference.part(part));
                }
            }
        }
    }
}
