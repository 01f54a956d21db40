package dev.thaw.platform.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.export.ModelFileException;
import dev.thaw.finetuning.export.Predictor;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.platform.connection.CommandException;

/** A trained model that looks at image files, taken in as the images it was trained on. */
public final class Classifier implements AutoCloseable {
    private final Predictor predictor;
    private final PixelReader reader;

    private Classifier(Predictor predictor, Resize resize) {
        this.predictor = predictor;
        this.reader = new PixelReader(new ImageSize(predictor.height(), predictor.width()), resize);
    }

    /** What a model says of an image. @param probabilities by label, in the order of the network's outputs */
    public record Prediction(String image, String label, Map<String, Float> probabilities) {
    }

    /**
     * @param model a file of any format with its labels in it or in {@code labels.txt} beside it, or a directory with {@code model.keras} and
     *        {@code labels.txt}
     * @param preprocessing that it was trained with, if that is not inside; null to recognise it
     * @param resize how the images of its data set were fitted
     */
    public static Classifier open(Path model, Preprocessing preprocessing, Resize resize) throws IOException {
        Path file = Files.isDirectory(model) ? model.resolve(TrainedModel.MODEL) : model;
        if (!Files.isRegularFile(file)) {
            throw new CommandException(
                    "there is no model " + file
                            + "; give a .keras, .h5, .onnx or .safetensors file, or a directory with model.keras and labels.txt");
        }
        try {
            return new Classifier(new Predictor(new SameDiffEngine(), TrainedModel.read(file, preprocessing)), resize);
        } catch (KerasFileException | ModelFileException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /** @throws CommandException if the file is no image that can be taken in */
    public Prediction predict(Path image) throws IOException {
        if (!Files.isRegularFile(image)) {
            throw new CommandException("there is no image " + image);
        }
        List<Float> probabilities = predictor.probabilities(pixels(image));
        Map<String, Float> byLabel = new LinkedHashMap<>();
        int best = 0;
        for (int i = 0; i < probabilities.size(); i++) {
            byLabel.put(predictor.labels().get(i), probabilities.get(i));
            best = probabilities.get(i) > probabilities.get(best) ? i : best;
        }
        return new Prediction(image.toString(), predictor.labels().get(best), byLabel);
    }

    private byte[] pixels(Path image) throws IOException {
        return PixelReader.pixels(reader.prepare(image).png());
    }

    @Override
    public void close() {
        predictor.close();
    }
}
