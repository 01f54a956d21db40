package dev.thaw.evaluator.promotion;

import java.util.List;
import java.util.Optional;

/**
 * What it takes to serve a model.
 *
 * @param files the exported files that people load
 * @param milliseconds the median time for one image in ONNX Runtime on one thread of the evaluator; null if it could not be run
 * @param measurements of how many single images that is the median
 */
public record Footprint(List<FileSize> files, Double milliseconds, int measurements) {

    /** One of the files. */
    public record FileSize(String name, long bytes) {
    }

    public Footprint {
        files = List.copyOf(files);
    }

    /** The largest of the files. */
    public Optional<FileSize> largest() {
        return files.stream().max((one, other) -> Long.compare(one.bytes(), other.bytes()));
    }
}
