package dev.thaw.finetuning.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.thaw.finetuning.network.ClassProbabilities;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.training.FineTuningTask;

/**
 * A classifier to use: a network from raw RGB pixels 0..255 to the probabilities of its labels. As files, {@code model.keras},
 * {@code model.onnx} and {@code labels.txt}, one label a line in the order of the network's outputs (a single output is the
 * probability of the second of two labels).
 */
public record TrainedModel(Network network, Weights weights, List<String> labels) {
    public static final String MODEL = "model.keras";
    public static final String ONNX = "model.onnx";
    public static final String LABELS = "labels.txt";

    public TrainedModel {
        labels = List.copyOf(labels);
    }

    /** @param trained a checkpoint's weights */
    public static TrainedModel of(FineTuningTask task, Weights trained) {
        return new TrainedModel(task.network(), task.initialWeights().with(trained), task.labels());
    }

    /** Writes all three files into an existing directory. */
    public void write(Path directory) throws IOException {
        SavedModel model = new SavedModel(network, weights, labels);
        ModelFile.write(directory.resolve(MODEL), model);
        ModelFile.write(directory.resolve(ONNX), model);
        Files.write(directory.resolve(LABELS), labels);
    }

    /**
     * @param file of a {@link ModelFormat}; its labels are in it, or in {@code labels.txt} beside it
     * @throws IOException if it cannot be read, or there are no labels for it
     */
    public static TrainedModel read(Path file) throws IOException {
        SavedModel model = ModelFile.read(file);
        List<String> labels = model.labels().isEmpty() ? labelsBeside(file) : model.labels();
        int outputs = model.network().outputShape().channels();
        if (labels.isEmpty()) {
            throw new IOException(
                    file + " has no " + LABELS + " beside it: put one there, with one label a line in the order of the outputs");
        }
        if (!ClassProbabilities.fits(outputs, labels.size())) {
            throw new IOException((model.labels().isEmpty() ? file.resolveSibling(LABELS) : file) + " has " + labels.size()
                    + " labels, but " + file + " has " + outputs + " outputs");
        }
        return new TrainedModel(model.network(), model.weights(), labels);
    }

    /** The labels in {@code labels.txt} in the same directory; empty if there is no such file. */
    public static List<String> labelsBeside(Path file) throws IOException {
        Path labels = file.resolveSibling(LABELS);
        return Files.isRegularFile(labels)
                ? Files.readAllLines(labels).stream().filter(line -> !line.isBlank()).toList()
                : List.of();
    }
}
