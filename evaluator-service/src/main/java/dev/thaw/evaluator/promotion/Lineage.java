package dev.thaw.evaluator.promotion;

import java.io.IOException;
import java.time.Instant;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.ModelObjects;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.WarmStart;

/**
 * Where a model comes from: the object {@code models/<data set>/<version>/lineage.json}. It is the first of a model's
 * objects and create-once, so it is also what gives a version to a run.
 *
 * @param checkpoint the prefix of the checkpoint that was exported
 * @param manifest the object key of the manifest
 * @param codeVersion of the service that exported it
 * @param start the model whose weights the run started from; null: the base
 */
public record Lineage(String dataset, int version, String run, int attempt, String checkpoint, String manifest, BaseModel base,
        String codeVersion, Instant created, WarmStart start) {

    /** That of a model in the bucket. @param model the prefix of its objects */
    public static Lineage read(Bucket bucket, String model) throws IOException {
        return EventCodec.json().readValue(bucket.get(model + ModelObjects.LINEAGE), Lineage.class);
    }

    Lineage withVersion(int number) {
        return new Lineage(dataset, number, run, attempt, checkpoint, manifest, base, codeVersion, created, start);
    }
}
