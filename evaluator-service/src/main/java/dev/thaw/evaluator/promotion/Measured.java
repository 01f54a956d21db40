package dev.thaw.evaluator.promotion;

import java.util.List;

import dev.thaw.contract.event.Metrics;
import dev.thaw.finetuning.evaluation.Prediction;

/**
 * All that a candidate is judged by.
 *
 * @param test its metrics on the test split
 * @param predictions of the test images, in the order of the manifest; by {@code labels}
 * @param footprint null if it was not measured
 */
public record Measured(Metrics test, List<String> labels, List<Prediction> predictions, ExportCheck export,
        Footprint footprint) {

    public Measured {
        labels = List.copyOf(labels);
        predictions = List.copyOf(predictions);
    }
}
