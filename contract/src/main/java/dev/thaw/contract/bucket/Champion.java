package dev.thaw.contract.bucket;

import java.time.Instant;

/** The object at {@code champions/<data set>/<number>.json}: the model that is in use since then. The highest number counts. */
public record Champion(String dataset, int number, int version, String model, String run, Instant since) {
}
