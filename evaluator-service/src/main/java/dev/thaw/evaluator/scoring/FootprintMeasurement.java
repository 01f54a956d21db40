package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ai.onnxruntime.OrtException;
import dev.thaw.evaluator.promotion.Footprint;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.training.ImageSource;

/** Measures what it takes to serve an exported model. */
final class FootprintMeasurement {
    private static final int WARM_UP = 3;
    private static final int MEASUREMENTS = 20;

    private final List<Prediction> test;
    private final ImageSource images;

    /** @param test the images to measure with, in turn */
    FootprintMeasurement(List<Prediction> test, ImageSource images) {
        this.test = test;
        this.images = images;
    }

    /** @param models the exported files, the one for ONNX Runtime among them */
    Footprint of(List<Path> models) throws IOException {
        List<Footprint.FileSize> sizes = new ArrayList<>();
        Double milliseconds = null;
        for (Path model : models) {
            String name = model.getFileName().toString();
            sizes.add(new Footprint.FileSize(name, Files.size(model)));
            if (name.equals(TrainedModel.ONNX) && !test.isEmpty()) {
                milliseconds = milliseconds(model);
            }
        }
        return new Footprint(sizes, milliseconds, milliseconds == null ? 0 : MEASUREMENTS);
    }

    /** The median; null if the model cannot be run, which the check of the export tells with its reason. */
    private Double milliseconds(Path onnx) {
        try (OnnxModel model = new OnnxModel(onnx)) {
            model.durations(pixels(WARM_UP));
            List<Long> durations = model.durations(pixels(MEASUREMENTS)).stream().sorted().toList();
            return (durations.get((MEASUREMENTS - 1) / 2) + durations.get(MEASUREMENTS / 2)) / 2e6;
        } catch (OrtException e) {
            return null;
        }
    }

    private List<byte[]> pixels(int count) {
        return IntStream.range(0, count).mapToObj(i -> images.pixels(test.get(i % test.size()).image())).toList();
    }
}
