package dev.thaw.finetuning.export;

import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.network.ClassProbabilities;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Tensor;

/** Gives the label probabilities of images. One thread at a time; holds native memory until it is closed. */
public final class Predictor implements AutoCloseable {
    private final TrainedModel model;
    private final Layer.Input input;
    private final InferenceProgram program;

    public Predictor(Engine engine, TrainedModel model) {
        this.model = model;
        this.input = model.network().inputs().get(0);
        this.program = engine.inference(model.network(), model.weights(), List.of(model.network().output()));
    }

    public List<String> labels() {
        return model.labels();
    }

    /** Of the images it takes, in pixels. */
    public int height() {
        return input.shape().get(0);
    }

    /** Of the images it takes, in pixels. */
    public int width() {
        return input.shape().get(1);
    }

    /**
     * @param pixels raw RGB, {@link #height()} * {@link #width()} * 3 bytes, row by row, 0..255 unsigned
     * @return by label, in the order of {@link #labels()}; they sum to 1
     */
    public List<Float> probabilities(byte[] pixels) {
        if (pixels.length != input.shape().elements()) {
            throw new IllegalArgumentException("the model takes " + width() + " x " + height() + " RGB pixels, "
                    + input.shape().elements() + " bytes, not " + pixels.length);
        }
        float[] numbers = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            numbers[i] = pixels[i] & 0xFF;
        }
        Tensor image = Tensor.of(numbers, 1, height(), width(), input.shape().channels());
        return ClassProbabilities.of(program.run(Map.of(input.name(), image)).get(model.network().output()), 0);
    }

    @Override
    public void close() {
        program.close();
    }
}
