package dev.thaw.finetuning.engine;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.thaw.finetuning.keras.KerasModel;
import dev.thaw.finetuning.network.Tensor;

/** Prints milliseconds per step: {@code mvn -pl fine-tuning -am test -Dtest=EngineBenchmark -Dthaw.benchmark=true}. */
@EnabledIfSystemProperty(named = "thaw.benchmark", matches = "true")
class EngineBenchmark {
    private static final int BATCH = 32;
    private final Engine engine = new SameDiffEngine();

    @Test
    void mobileNet() throws IOException {
        KerasModel model = PublishedNetworksTest.model("mobilenet_v1_0.25_224");
        String input = model.network().inputs().get(0).name();
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[BATCH * 224 * 224 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (2 * random.nextDouble() - 1);
        }
        Map<String, Tensor> images = Map.of(input, Tensor.of(pixels, BATCH, 224, 224, 3));
        try (InferenceProgram program = engine.inference(model.network(), model.weights(), List.of("conv_pw_13_relu"))) {
            measure("forward, batch 32", () -> program.run(images));
        }
        float[] oneHot = new float[BATCH * 1000];
        float[] ones = new float[BATCH];
        Arrays.fill(ones, 1);
        for (int i = 0; i < BATCH; i++) {
            oneHot[1000 * i + i] = 1;
        }
        Tensor targets = Tensor.of(oneHot, BATCH, 1000);
        for (String lowest : List.of("conv_dw_11", "conv1")) {
            try (TrainingProgram program = engine.training(model.network(), model.weights(),
                    PublishedNetworksTest.trainableFrom(model, lowest), LossOptions.PLAIN)) {
                measure("training step from " + lowest + " up, batch 32", () -> program.gradients(images, targets, ones, 1));
            }
        }
    }

    private static void measure(String what, Runnable step) {
        double[] milliseconds = new double[7];
        for (int i = 0; i < milliseconds.length; i++) {
            long start = System.nanoTime();
            step.run();
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        double first = milliseconds[0];
        Arrays.sort(milliseconds);
        System.out.printf("%s: median %.0f ms, first %.0f ms%n", what, milliseconds[milliseconds.length / 2], first);
    }
}
