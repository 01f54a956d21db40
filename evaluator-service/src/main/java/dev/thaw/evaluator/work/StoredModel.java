package dev.thaw.evaluator.work;

import java.io.IOException;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ModelObjects;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.evaluator.promotion.Lineage;

/** A model that is in the bucket with all its objects. */
record StoredModel(Lineage lineage, ModelReport report) {

    /** Empty if there is no such model, or it is not complete. */
    static Optional<StoredModel> find(Bucket bucket, String dataset, int version) throws IOException {
        String prefix = BucketLayout.model(dataset, version);
        // the report is a model's last object
        if (bucket.size(prefix + ModelObjects.METRICS) < 0) {
            return Optional.empty();
        }
        return Optional.of(new StoredModel(Lineage.read(bucket, prefix),
                EventCodec.json().readValue(bucket.get(prefix + ModelObjects.METRICS), ModelReport.class)));
    }
}
