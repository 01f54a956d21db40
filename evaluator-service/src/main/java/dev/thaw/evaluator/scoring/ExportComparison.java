package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.thaw.evaluator.promotion.ExportCheck;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.export.Predictor;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.training.ImageSource;

/** Reads an exported model back and compares its probabilities with those that were measured. */
final class ExportComparison {
    private static final int IMAGES = 8;

    private ExportComparison() {
    }

    /**
     * @param model the exported {@code .keras} file
     * @param measured predictions of the engine; the first few are compared
     */
    static ExportCheck of(Path model, List<Prediction> measured, ImageSource images, Engine engine) throws IOException {
        List<Prediction> sample = measured.subList(0, Math.min(IMAGES, measured.size()));
        double largest = 0;
        try (Predictor predictor = new Predictor(engine, TrainedModel.read(model))) {
            for (Prediction prediction : sample) {
                // NaN stays NaN from here on
                largest = Math.max(largest, difference(prediction.probabilities(),
                        predictor.probabilities(images.pixels(prediction.image()))));
            }
        }
        return new ExportCheck(sample.size(), Double.isFinite(largest) ? largest : null);
    }

    private static double difference(List<Float> one, List<Float> other) {
        if (one.size() != other.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < one.size(); i++) {
            largest = Math.max(largest, Math.abs((double) one.get(i) - other.get(i)));
        }
        return largest;
    }
}
