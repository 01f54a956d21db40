package dev.thaw.finetuning.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.ClassProbabilities;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.training.FineTuningTask;

/**
 * A classifier to use: a network from raw RGB pixels 0..255 to the probabilities of its labels. As files, {@code model.keras},
 * {@code model.onnx} and {@code labels.txt}, one label a line in the order of the network's outputs (a single output is the
 * probability of the second of two labels).
 */
public record TrainedModel(Network network, Weights weights, List<String> labels) {
    /** The file of the network for Keras. */
    public static final String MODEL = "model.keras";
    /** The same for ONNX Runtime. */
    public static final String ONNX = "model.onnx";
    /** One label a line, in UTF-8. */
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
     * One that Thaw trained.
     *
     * @param file of a {@link ModelFormat}; its labels are in it, or in {@code labels.txt} beside it
     * @throws IOException if it cannot be read, or there are no labels for it
     */
    public static TrainedModel read(Path file) throws IOException {
        return labelled(file, ModelFile.read(file));
    }

    /**
     * One that Thaw or others trained. What those do outside of the network comes inside: the preprocessing of its pixels, and the
     * softmax or sigmoid on logits.
     *
     * @param file as for {@link #read(Path)}
     * @param preprocessing that it was trained with; null to recognise it by its architecture
     * @throws ModelFileException if the preprocessing is not known or cannot be put inside, or the network does not take RGB images
     * @throws IOException if it cannot be read, or there are no labels for it
     */
    public static TrainedModel read(Path file, Preprocessing preprocessing) throws IOException {
        SavedModel model = ModelFile.read(file);
        List<Layer.Input> inputs = model.network().inputs();
        if (inputs.size() != 1 || inputs.get(0).shape().rank() != 3 || inputs.get(0).shape().channels() != 3) {
            throw new ModelFileException(file, "takes " + inputs.size() + " input(s), the first of shape "
                    + inputs.get(0).shape() + ", not one RGB image (height, width, 3)");
        }
        Preprocessing chosen = preprocessing != null
                ? preprocessing
                : Preprocessing.of(model.network()).orElseThrow(() -> new ModelFileException(file,
                        "does not say how its pixels are to be scaled, and its architecture is not a known one; name the"
                                + " preprocessing that it was trained with (--preprocessing): tf, caffe, torch, unit or none"));
        try {
            SavedModel pixels = model.takingPixels(chosen);
            return labelled(file, new SavedModel(ClassProbabilities.of(pixels.network()), pixels.weights(), pixels.labels()));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file, e.getMessage(), e);
        }
    }

    private static TrainedModel labelled(Path file, SavedModel model) throws IOException {
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
