package dev.thaw.finetuning.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.KerasModel;
import dev.thaw.finetuning.network.ClassProbabilities;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.training.FineTuningTask;

/**
 * A classifier to use: a network from raw RGB pixels 0..255 to the probabilities of its labels. As files, {@code model.keras} and
 * {@code labels.txt}, one label a line in the order of the network's outputs (a single output is the probability of the second of two labels).
 */
public record TrainedModel(Network network, Weights weights, List<String> labels) {
    public static final String MODEL = "model.keras";
    public static final String LABELS = "labels.txt";

    public TrainedModel {
        labels = List.copyOf(labels);
    }

    /** @param trained a checkpoint's weights */
    public static TrainedModel of(FineTuningTask task, Weights trained) {
        return new TrainedModel(task.network(), task.initialWeights().with(trained), task.labels());
    }

    /** Writes both files into an existing directory. */
    public void write(Path directory) throws IOException {
        KerasFile.write(directory.resolve(MODEL), network, weights);
        Files.write(directory.resolve(LABELS), labels);
    }

    /** @param model a {@code .keras} file; {@code labels.txt} lies beside it */
    public static TrainedModel read(Path model) throws IOException {
        Path labelFile = model.resolveSibling(LABELS);
        if (!Files.isRegularFile(labelFile)) {
            throw new IOException(
                    model + " has no " + LABELS + " beside it: put one there, with one label a line in the order of the outputs");
        }
        List<String> labels = Files.readAllLines(labelFile).stream().filter(line -> !line.isBlank()).toList();
        KerasModel read = KerasFile.read(model);
        if (!ClassProbabilities.fits(read.network().outputShape().channels(), labels.size())) {
            throw new IOException(labelFile + " has " + labels.size() + " labels, but " + model + " has "
                    + read.network().outputShape().channels() + " outputs");
        }
        return new TrainedModel(read.network(), read.weights(), labels);
    }
}
