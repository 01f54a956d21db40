package dev.thaw.finetuning.export;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

    /** @param model that takes one RGB image */
    public Predictor(Engine engine, TrainedModel model) {
        this.model = model;
        this.input = model.network().inputs().get(0);
        this.program = engine.inference(model.network(), model.weights(), List.of(model.network().output()));
    }

    /** In the order of the probabilities. */
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
        return probabilities(List.of(pixels)).get(0);
    }

    /** Of several images in one pass, which is faster than one by one; memory grows with their number. */
    public List<List<Float>> probabilities(List<byte[]> images) {
        int each = (int) input.shape().elements();
        float[] numbers = new float[Math.multiplyExact(images.size(), each)];
        for (int image = 0; image < images.size(); image++) {
            byte[] pixels = images.get(image);
            if (pixels.length != each) {
                throw new IllegalArgumentException("the model takes " + width() + " x " + height() + " RGB pixels, "
                        + each + " bytes, not " + pixels.length);
            }
            for (int i = 0; i < each; i++) {
                numbers[image * each + i] = pixels[i] & 0xFF;
            }
        }
        Tensor batch = Tensor.of(numbers, images.size(), height(), width(), input.shape().channels());
        Tensor output = program.run(Map.of(input.name(), batch)).get(model.network().output());
        return IntStream.range(0, images.size()).mapToObj(image -> ClassProbabilities.of(output, image)).toList();
    }

    @Override
    public void close() {
        program.close();
    }
}
