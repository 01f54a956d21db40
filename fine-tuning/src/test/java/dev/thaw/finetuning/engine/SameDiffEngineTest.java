package dev.thaw.finetuning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.network.Tensor;

/** The engine against Keras, on small networks that use every layer type. */
class SameDiffEngineTest {
    private final Engine engine = new SameDiffEngine();

    @ParameterizedTest
    @ValueSource(strings = {"mobile", "separable", "fire", "residual", "resample", "padded"})
    void computesTheOutputThatKerasComputes(String name) {
        Fixture fixture = Fixture.read(name);
        try (InferenceProgram program = engine.inference(fixture.network(), fixture.weights(),
                List.of(fixture.network().output()))) {

            Tensor output = program.run(fixture.inputs()).get(fixture.network().output());

            assertThat(relativeError(output, fixture.output())).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobile", "separable", "fire", "residual", "resample", "padded"})
    void computesTheLossAndTheGradientsThatKerasComputes(String name) {
        Fixture fixture = Fixture.read(name);
        Set<String> trainable = fixture.gradients().keySet();
        try (TrainingProgram program = engine.training(fixture.network(), fixture.weights(), trainable,
                fixture.lossOptions())) {

            TrainingProgram.Gradients result = program.gradients(fixture.inputs(), fixture.targets(),
                    fixture.sampleWeights().data(), 1);

            assertThat(result.loss()).isCloseTo(fixture.loss(), within(1e-5 * fixture.loss()));
            assertThat(result.byWeight().keySet()).isEqualTo(trainable);
            result.byWeight().forEach((weight, gradient) -> assertThat(relativeError(gradient, fixture.gradients().get(weight)))
                    .as(weight).isLessThan(1e-4));
        }
    }

    /** The largest difference over the largest expected magnitude. */
    static double relativeError(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
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
