package dev.thaw.finetuning.engine;

import static dev.thaw.finetuning.engine.SameDiffEngineTest.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.engine.TrainingProgram.Gradients;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

class SameDiffTrainingTest {
    private final Engine engine = new SameDiffEngine();

    @ParameterizedTest
    @ValueSource(strings = {"mobile", "separable", "fire", "residual", "resample", "padded"})
    void aWeightThawedAloneGetsTheSameGradientAsAmongOthers(String name) {
        Fixture fixture = Fixture.read(name);
        for (String weight : fixture.gradients().keySet()) {
            try (TrainingProgram program = program(fixture, Set.of(weight))) {

                Gradients result = gradients(program, fixture, 1);

                assertThat(result.byWeight()).containsOnlyKeys(weight);
                assertThat(relativeError(result.byWeight().get(weight), fixture.gradients().get(weight))).as(weight)
                        .isLessThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobile", "separable", "fire", "residual", "resample", "padded"})
    void givesTheSameBitsAgainAfterABatchOfAnotherSize(String name) {
        Fixture fixture = Fixture.read(name);
        try (TrainingProgram program = program(fixture, fixture.gradients().keySet())) {
            Gradients first = gradients(program, fixture, 1);

            Gradients ofOne = program.gradients(Map.of("input", firstOf(fixture.input())), firstOf(fixture.targets()),
                    new float[]{1}, 1);
            program.predict(fixture.inputs());
            Gradients again = gradients(program, fixture, 1);

            assertThat(ofOne.probabilities().shape().get(0)).isEqualTo(1);
            assertThat(again.loss()).isEqualTo(first.loss());
            assertThat(again.probabilities().sameBits(first.probabilities())).isTrue();
            first.byWeight().forEach((weight, gradient) -> assertThat(again.byWeight().get(weight).sameBits(gradient))
                    .as(weight).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobile", "separable", "fire", "residual", "resample", "padded"})
    void theGradientsOfABatchAreTheMeanOfThoseOfItsImages(String name) {
        Fixture fixture = Fixture.read(name);
        int batch = fixture.input().shape().get(0);
        try (TrainingProgram program = program(fixture, fixture.gradients().keySet())) {
            Gradients whole = gradients(program, fixture, 1);
            double loss = 0;
            for (int i = 0; i < batch; i++) {
                loss += program.gradients(Map.of("input", imageOf(fixture.input(), i)), imageOf(fixture.targets(), i),
                        new float[]{fixture.sampleWeights().data()[i]}, 1).loss() / batch;
            }
            assertThat(loss).isCloseTo(whole.loss(), org.assertj.core.api.Assertions.within(1e-5));
        }
    }

    @Test
    void updatesChangeWhatThePredictionSees() {
        Fixture fixture = Fixture.read("mobile");
        Set<String> trainable = Set.of("conv_pw_1/kernel", "conv_pw_1_bn/beta", "predictions/bias");
        try (TrainingProgram program = program(fixture, trainable);
                InferenceProgram inference = engine.inference(fixture.network(), fixture.weights(), List.of("predictions"))) {
            Tensor before = program.predict(fixture.inputs());
            Gradients result = gradients(program, fixture, 1);
            program.update((weights, gradients) -> weights.forEach((weight, value) -> {
                for (int i = 0; i < value.data().length; i++) {
                    value.data()[i] -= 0.1f * gradients.get(weight).data()[i];
                }
            }));

            Tensor after = program.predict(fixture.inputs());
            inference.assign(program.trainableWeights());

            assertThat(gradients(program, fixture, 1).loss()).isLessThan(result.loss());
            assertThat(after.sameBits(before)).isFalse();
            assertThat(relativeError(inference.run(fixture.inputs()).get("predictions"), after)).isLessThan(1e-6);
        }
    }

    @Test
    void aWeightThatIsNoNumberShowsInTheLossAlthoughTheNetworkEndsBehindAReLU() {
        Fixture fixture = Fixture.read("fire");
        try (TrainingProgram program = program(fixture, Set.of("expand3/kernel", "logits/bias"))) {
            gradients(program, fixture, 1);

            program.update((weights, gradients) -> weights
                    .forEach((weight, value) -> Arrays.fill(value.data(), weight.startsWith("expand3") ? Float.NaN : 0)));

            assertThat(gradients(program, fixture, 1).loss()).isNaN();
        }
    }

    @Test
    void theCallersWeightsStayAsTheyAre() {
        Fixture fixture = Fixture.read("mobile");
        Weights expected = Fixture.read("mobile").weights();
        try (TrainingProgram program = program(fixture, fixture.gradients().keySet())) {
            gradients(program, fixture, 1);
            program.update((weights, gradients) -> weights.values().forEach(value -> Arrays.fill(value.data(), 1)));

            expected.tensors().forEach((name, tensor) -> assertThat(fixture.weights().get(name).sameBits(tensor)).isTrue());
        }
    }

    @Test
    void handsOutWeightsInTheOrderOfTheNetwork() {
        Fixture fixture = Fixture.read("mobile");
        try (TrainingProgram program = program(fixture, new TreeSet<>(fixture.gradients().keySet()))) {

            assertThat(program.trainableWeights().tensors().keySet()).containsExactlyElementsOf(
                    fixture.weights().tensors().keySet().stream().filter(fixture.gradients()::containsKey).toList());
        }
    }

    @Test
    void aNetworkCutAboveItsFrozenPartTrainsTheSame() {
        Fixture fixture = Fixture.read("fire");
        Set<String> trainable = Set.of("hidden/kernel", "logits/bias", "expand3/kernel");
        Network above = fixture.network().from(Set.of("squeeze", "expand1"));
        try (InferenceProgram below = engine.inference(fixture.network(), fixture.weights(), List.of("squeeze", "expand1"));
                TrainingProgram program = engine.training(above, fixture.weights(), trainable, fixture.lossOptions())) {

            Gradients result = program.gradients(below.run(fixture.inputs()), fixture.targets(),
                    fixture.sampleWeights().data(), 1);

            for (String weight : trainable) {
                assertThat(relativeError(result.byWeight().get(weight), fixture.gradients().get(weight))).isLessThan(1e-4);
            }
        }
    }

    @Test
    void refusesWhatItCannotDoWithOneClearSentence() {
        Fixture fixture = Fixture.read("mobile");

        assertThatThrownBy(() -> program(fixture, Set.of("conv1_bn/moving_mean")))
                .hasMessage("weight conv1_bn/moving_mean is a statistic, which is never trained");
        assertThatThrownBy(() -> program(fixture, Set.of("conv9/kernel"))).hasMessage("there is no weight named conv9/kernel");
        try (TrainingProgram program = program(fixture, Set.of("predictions/bias"))) {
            assertThatThrownBy(() -> program.assign(fixture.weights())).hasMessageContaining("is frozen");
            assertThatThrownBy(() -> program.predict(Map.of("input", Tensor.of(new float[27], 1, 3, 3, 3))))
                    .hasMessage("input input takes (batch, ...) of (13, 12, 3) each, not (1, 3, 3, 3)");
            assertThatThrownBy(() -> program.predict(Map.of())).hasMessageContaining("needs the input input");
        }
    }

    private TrainingProgram program(Fixture fixture, Set<String> trainable) {
        return engine.training(fixture.network(), fixture.weights(), trainable, fixture.lossOptions());
    }

    private static Gradients gradients(TrainingProgram program, Fixture fixture, long seed) {
        return program.gradients(fixture.inputs(), fixture.targets(), fixture.sampleWeights().data(), seed);
    }

    private static Tensor firstOf(Tensor batch) {
        return imageOf(batch, 0);
    }

    private static Tensor imageOf(Tensor batch, int index) {
        Integer[] dimensions = batch.shape().dimensions().toArray(Integer[]::new);
        int size = batch.data().length / dimensions[0];
        dimensions[0] = 1;
        return new Tensor(Shape.of(dimensions), Arrays.copyOfRange(batch.data(), index * size, (index + 1) * size));
    }
}
