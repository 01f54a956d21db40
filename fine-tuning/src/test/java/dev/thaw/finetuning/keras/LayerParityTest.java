package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.LossOptions;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.engine.TrainingProgram;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Tensor;

/** Every layer in all its forms against real Keras: what is read from its configuration, computed, and differentiated. */
class LayerParityTest {
    private final Engine engine = new SameDiffEngine();

    static List<LayerCase> cases() {
        return LayerCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesTheOutputAndTheGradientsThatKerasComputes(LayerCase layer) {
        Set<String> trainable = new LinkedHashSet<>(layer.weights().tensors().keySet());
        trainable.removeIf(LayerWeights::neverTrainable);
        try (InferenceProgram inference = engine.inference(layer.network(), layer.weights(), List.of(layer.output()));
                TrainingProgram training = engine.training(layer.network(), layer.weights(), trainable, LossOptions.PLAIN)) {

            Tensor output = inference.run(layer.inputs()).get(layer.output());
            TrainingProgram.Gradients result = training.gradients(layer.inputs(), layer.targets(), layer.ones(), 1);

            assertThat(relativeError(output, layer.expected().get("output"))).as("output").isLessThan(1e-5);
            assertThat(layer.expected()).hasSize(trainable.size() + 1);
            result.byWeight().forEach((weight, gradient) -> assertThat(relativeError(gradient, layer.expectedGradient(weight)))
                    .as(weight).isLessThan(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameAfterWritingAndReading(LayerCase layer, @TempDir Path directory) throws IOException {
        KerasFile.write(directory.resolve("layer.keras"), layer.model().network(), layer.model().weights());

        KerasModel read = KerasFile.read(directory.resolve("layer.keras"));

        assertThat(read.network().nodes()).containsExactlyInAnyOrderElementsOf(layer.model().network().nodes());
        layer.model().weights().tensors()
                .forEach((name, tensor) -> assertThat(read.weights().get(name).sameBits(tensor)).as(name).isTrue());
    }

    /** The largest difference over the largest expected magnitude; images that are weights have another shape, not another order. */
    private static double relativeError(Tensor actual, Tensor expected) {
        assertThat(actual.shape().elements()).isEqualTo(expected.shape().elements());
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < expected.data().length; i++) {
            double error = Math.abs(actual.data()[i] - expected.data()[i]);
            difference = error <= difference ? difference : error; // a NaN stays
            magnitude = Math.max(magnitude, Math.abs(expected.data()[i]));
        }
        return difference / magnitude;
    }
}
