package dev.thaw.evaluator.work;

import java.nio.file.Path;
import java.util.List;

import dev.thaw.evaluator.promotion.Measured;

/**
 * A candidate's score and its exported files.
 *
 * @param byGroup its scores on the groups of the test images
 * @param byWindow its scores on the test images by when they arrived
 * @param files named as they are to be in the bucket
 */
public record ScoredCandidate(Measured measured, List<SliceMetrics> byGroup, List<SliceMetrics> byWindow, List<Path> files) {

    public ScoredCandidate {
        byGroup = List.copyOf(byGroup);
        byWindow = List.copyOf(byWindow);
        files = List.copyOf(files);
    }
}
