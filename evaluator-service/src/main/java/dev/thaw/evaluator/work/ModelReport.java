package dev.thaw.evaluator.work;

import java.util.List;

import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.StageReport;
import dev.thaw.evaluator.promotion.ExportCheck;
import dev.thaw.evaluator.promotion.Footprint;

/**
 * What was measured of a model: the object {@code models/<data set>/<version>/metrics.json}, create-once. It is the last of a
 * model's objects: where it is, the others are, and the test split is not scored again.
 *
 * @param test metrics on the test split
 * @param stages what each stage did
 * @param trainSeconds how long the run trained
 * @param evaluateSeconds how long the candidate took to be scored, exported and checked
 * @param footprint what it takes to serve it; null in reports of before it was measured
 * @param byGroup scores on the groups of the test images
 * @param byWindow scores on the test images by when they arrived
 */
public record ModelReport(Metrics test, ExportCheck export, List<StageReport> stages, double trainSeconds,
        double evaluateSeconds, Footprint footprint, List<SliceMetrics> byGroup, List<SliceMetrics> byWindow) {

    public ModelReport {
        stages = List.copyOf(stages);
        byGroup = byGroup == null ? List.of() : List.copyOf(byGroup);
        byWindow = byWindow == null ? List.of() : List.copyOf(byWindow);
    }
}
