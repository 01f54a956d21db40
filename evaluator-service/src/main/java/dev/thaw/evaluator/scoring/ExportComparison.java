package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import ai.onnxruntime.OrtException;
import dev.thaw.evaluator.promotion.ExportCheck;
import dev.thaw.evaluator.promotion.ExportCheck.ExportedFile;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.export.Predictor;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.training.ImageSource;

/** Reads an exported model back and compares its probabilities with those that were measured. */
final class ExportComparison {
    private static final int IMAGES = 8;

    private final List<Prediction> sample;
    private final ImageSource images;

    /** @param measured predictions of the engine; some from all over them are compared */
    ExportComparison(List<Prediction> measured, ImageSource images) {
        int count = Math.min(IMAGES, measured.size());
        this.sample = IntStream.range(0, count).mapToObj(i -> measured.get(i * measured.size() / count)).toList();
        this.images = images;
    }

    /** Something that gives the probabilities of an image. */
    private interface Model {
        List<Float> probabilities(byte[] pixels) throws OrtException;
    }

    /** @param directory with the exported files: the {@code .keras} goes through the engine, the {@code .onnx} through ONNX Runtime */
    ExportCheck of(Path directory, Engine engine) throws IOException {
        return new ExportCheck(sample.size(),
                List.of(keras(directory.resolve(TrainedModel.MODEL), engine), onnx(directory.resolve(TrainedModel.ONNX))));
    }

    private ExportedFile keras(Path file, Engine engine) throws IOException {
        try (Predictor predictor = new Predictor(engine, TrainedModel.read(file))) {
            return compared(file, predictor::probabilities);
        } catch (OrtException e) {
            throw new IllegalStateException(e); // it is not asked
        }
    }

    private ExportedFile onnx(Path file) {
        try (OnnxModel model = new OnnxModel(file)) {
            return compared(file, model::probabilities);
        } catch (OrtException e) {
            return new ExportedFile(file.getFileName().toString(), null, "ONNX Runtime says: " + e.getMessage());
        }
    }

    private ExportedFile compared(Path file, Model model) throws OrtException {
        double largest = 0;
        for (Prediction prediction : sample) {
            // NaN stays NaN from here on
            largest = Math.max(largest,
                    difference(prediction.probabilities(), model.probabilities(images.pixels(prediction.image()))));
        }
        return new ExportedFile(file.getFileName().toString(), Double.isFinite(largest) ? largest : null, null);
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
