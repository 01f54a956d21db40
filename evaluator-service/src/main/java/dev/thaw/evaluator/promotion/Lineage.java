package dev.thaw.evaluator.promotion;

import java.time.Instant;

import dev.thaw.contract.event.BaseModel;
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

    Lineage withVersion(int number) {
        return new Lineage(dataset, number, run, attempt, checkpoint, manifest, base, codeVersion, created, start);
    }
}
