package dev.thaw.evaluator.work;

import java.nio.file.Path;
import java.util.List;

import dev.thaw.contract.event.Metrics;
import dev.thaw.evaluator.promotion.ExportCheck;

/**
 * A candidate's score and its exported files.
 *
 * @param test its metrics on the test split
 * @param export how far the exported files are from what was measured
 * @param files named as they are to be in the bucket
 */
public record ScoredCandidate(Metrics test, ExportCheck export, List<Path> files) {

    public ScoredCandidate {
        files = List.copyOf(files);
    }
}
