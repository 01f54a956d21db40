package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** Reads a Keras model file as a base to fine-tune: the classifier top is cut off, and the preprocessing is put inside. */
public final class BaseModelReader {

    private BaseModelReader() {
    }

    /**
     * @param preprocessing that the model was trained with; null to recognise it by the architecture
     * @throws KerasFileException if the file cannot be read, is not a network on RGB images, or its preprocessing is not known
     * @throws IOException if it cannot be read from disk
     */
    public static BaseModel read(Path file, Preprocessing preprocessing) throws IOException {
        return read(file, preprocessing, null);
    }

    /**
     * As {@link #read(Path, Preprocessing)}, for a file of weights alone.
     *
     * @param architecture that the weights belong to; null to recognise it
     */
    public static BaseModel read(Path file, Preprocessing preprocessing, Application architecture) throws IOException {
        KerasModel model = KerasFile.read(file, architecture);
        requireImages(file, model.network());
        Preprocessing chosen = preprocessing != null
                ? preprocessing
                : PreprocessingRecognition.of(model.network()).orElseThrow(() -> new KerasFileException(file,
                        "does not say how its input is to be scaled, and its architecture is not a known one; name the"
                                + " preprocessing that it was trained with: tf, caffe, torch, unit or none"));
        Network backbone = BackboneCut.backboneOf(model.network());
        if (backbone.outputShape().rank() != 3) {
            throw new KerasFileException(file, "has no feature map to put a new head on: its backbone ends with layer "
                    + backbone.output() + " of shape " + backbone.outputShape());
        }
        return assembled(file, model, backbone, chosen);
    }

    private static BaseModel assembled(Path file, KerasModel model, Network backbone, Preprocessing chosen)
            throws IOException {
        try {
            Weights weights = PreprocessingInside.weights(backbone, only(model.weights(), backbone), chosen);
            return new BaseModel(PreprocessingInside.network(backbone, chosen), weights, FileHash.sha256(file), chosen);
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(file, e.getMessage(), e);
        }
    }

    private static void requireImages(Path file, Network network) {
        List<Layer.Input> inputs = network.inputs();
        Shape shape = inputs.get(0).shape();
        if (inputs.size() != 1 || shape.rank() != 3 || shape.channels() != 3) {
            throw new KerasFileException(file, "takes " + inputs.size() + " input(s), the first of shape " + shape
                    + "; a base model takes one RGB image (height, width, 3)");
        }
    }

    private static Weights only(Weights weights, Network network) {
        Map<String, Tensor> kept = new LinkedHashMap<>();
        LayerWeights.of(network).keySet().forEach(weight -> kept.put(weight, weights.get(weight)));
        return new Weights(kept);
    }
}
