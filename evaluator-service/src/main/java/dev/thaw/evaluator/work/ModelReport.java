package dev.thaw.evaluator.work;

import java.util.List;

import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.StageReport;
import dev.thaw.evaluator.promotion.ExportCheck;

/**
 * What was measured of a model: the object {@code models/<data set>/<version>/metrics.json}. It is the last of a model's
 * objects: where it is, the others are, and the test split is not scored again.
 *
 * @param test metrics on the test split
 * @param stages what each stage did
 * @param trainSeconds how long the run trained
 * @param evaluateSeconds how long the candidate took to be scored, exported and checked
 */
public record ModelReport(Metrics test, ExportCheck export, List<StageReport> stages, double trainSeconds,
        double evaluateSeconds) {

    public ModelReport {
        stages = List.copyOf(stages);
    }
}
