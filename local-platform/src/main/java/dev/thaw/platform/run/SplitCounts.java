package dev.thaw.platform.run;

import java.io.IOException;
import java.util.List;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.ManifestHeader;
import dev.thaw.contract.bucket.ManifestReader;
import dev.thaw.contract.event.Split;

/** The labels of a manifest, and how many images it lists for each split. */
record SplitCounts(List<String> labels, long train, long validation, long test) {

    /** Counts the images of a manifest, however many there are. */
    static SplitCounts read(Bucket bucket, String manifest) throws IOException {
        long[] counts = new long[Split.values().length];
        ManifestHeader header = ManifestReader.read(bucket, manifest, image -> counts[image.split().ordinal()]++);
        return new SplitCounts(header.labels(), counts[Split.TRAIN.ordinal()], counts[Split.VALIDATION.ordinal()],
                counts[Split.TEST.ordinal()]);
    }
}
