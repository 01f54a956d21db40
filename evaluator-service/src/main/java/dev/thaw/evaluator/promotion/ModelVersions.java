package dev.thaw.evaluator.promotion;

import java.io.IOException;
import java.util.NavigableSet;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ModelObjects;
import dev.thaw.contract.bucket.NumberedObjects;
import dev.thaw.contract.event.EventCodec;

/** The versions of a data set's models. A run has one version, however often it is asked for. */
public final class ModelVersions {
    private final Bucket bucket;

    public ModelVersions(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * The lineage of the run's model: the one that is there, or this one under the next free number.
     *
     * @param lineage its version does not matter
     */
    public Lineage allocate(Lineage lineage) throws IOException {
        NavigableSet<Integer> taken = NumberedObjects.numbers(bucket, BucketLayout.models(lineage.dataset()),
                "/" + ModelObjects.LINEAGE);
        // the newest first: a redelivered candidate is nearly always the last one
        for (int version : taken.descendingSet()) {
            Lineage there = read(lineage.dataset(), version);
            if (there.run().equals(lineage.run())) {
                return there;
            }
        }
        int next = taken.isEmpty() ? 1 : taken.last() + 1;
        while (true) {
            Lineage numbered = lineage.withVersion(next);
            if (bucket.putIfAbsent(key(lineage.dataset(), next), EventCodec.json().writeValueAsBytes(numbered),
                    EventCodec.CONTENT_TYPE)) {
                return numbered;
            }
            if (read(lineage.dataset(), next).run().equals(lineage.run())) {
                return read(lineage.dataset(), next);
            }
            next++;
        }
    }

    private Lineage read(String dataset, int version) throws IOException {
        return Lineage.read(bucket, BucketLayout.model(dataset, version));
    }

    private static String key(String dataset, int version) {
        return BucketLayout.model(dataset, version) + ModelObjects.LINEAGE;
    }
}
