package dev.thaw.finetuning.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

class DropoutTest {
    private final Engine engine = new SameDiffEngine();
    private final Network network = new Network("dropout",
            List.of(new Node(new Layer.Input("input", Shape.of(2, 2, 3)), List.of()),
                    new Node(new Layer.SpatialDropout2D("spatial", 0.5), List.of("input")),
                    new Node(new Layer.Flatten("flatten"), List.of("spatial")),
                    new Node(new Layer.Dropout("dropout", 0.25), List.of("flatten")),
                    new Node(new Layer.Dense("logits", 2, Activation.SOFTMAX, true), List.of("dropout"))),
            "logits");
    private final Weights weights = new Weights(Map.of("logits/kernel", filled(0.3f, 12, 2), "logits/bias", filled(0, 2)));
    private final Tensor input = filled(1, 5, 2, 2, 3);
    private final Tensor targets = Tensor.of(new float[]{1, 0, 0, 1, 1, 0, 0, 1, 1, 0}, 5, 2);

    @Test
    void theSameSeedGivesTheSameStepAndAnotherSeedAnother() {
        try (TrainingProgram program = engine.training(network, weights, Set.of("logits/kernel"), LossOptions.PLAIN)) {

            Tensor first = gradient(program, 7);
            Tensor other = gradient(program, 8);
            Tensor again = gradient(program, 7);

            assertThat(again.sameBits(first)).isTrue();
            assertThat(other.sameBits(first)).isFalse();
        }
    }

    @Test
    void aDroppedInputGetsNoGradientAndAKeptOneIsScaled() {
        try (TrainingProgram program = engine.training(network, weights, Set.of("logits/kernel"), LossOptions.PLAIN)) {
            DropoutMask spatial = new DropoutMask("spatial", 0.5, Shape.of(1, 1, 3));
            DropoutMask plain = new DropoutMask("dropout", 0.25, Shape.of(12));
            float[] channels = spatial.draw(3, 1).data();
            float[] values = plain.draw(3, 1).data();

            Tensor gradient = program.gradients(Map.of("input", filled(1, 1, 2, 2, 3)), Tensor.of(new float[]{1, 0}, 1, 2),
                    new float[]{1}, 3).byWeight().get("logits/kernel");

            // with equal columns of the kernel both classes have probability 1/2, so dL/dkernel = mask x (-1/2, 1/2)
            for (int i = 0; i < 12; i++) {
                assertThat(gradient.data()[2 * i]).isCloseTo(-0.5f * channels[i % 3] * values[i], within(1e-6f));
            }
            assertThat(gradient.data()).contains(0f);
        }
    }

    @Test
    void stochasticDepthDropsAWholeImageOrNothingOfIt() {
        Network depth = new Network("depth",
                List.of(new Node(new Layer.Input("input", Shape.of(2, 2, 3)), List.of()),
                        new Node(new Layer.Dropout("drop", 0.5, List.of(1, 1, 1)), List.of("input")),
                        new Node(new Layer.Flatten("flatten"), List.of("drop")),
                        new Node(new Layer.Dense("logits", 2, Activation.SOFTMAX, true), List.of("flatten"))),
                "logits");
        try (TrainingProgram program = engine.training(depth, weights, Set.of("logits/kernel"), LossOptions.PLAIN)) {
            Set<Float> seen = new java.util.TreeSet<>();
            for (int seed = 0; seed < 20; seed++) {
                float[] gradient = program.gradients(Map.of("input", filled(1, 1, 2, 2, 3)), Tensor.of(new float[]{1, 0}, 1, 2),
                        new float[]{1}, seed).byWeight().get("logits/kernel").data();
                for (int i = 0; i < 12; i++) {
                    assertThat(gradient[2 * i]).isEqualTo(gradient[0]);
                }
                seen.add(gradient[0]);
            }

            assertThat(seen).hasSize(2);
            assertThat(seen).allMatch(value -> Math.abs(value) < 1e-6 || Math.abs(value + 1) < 1e-6);
        }
    }

    @Test
    void predictionDropsNothing() {
        Map<String, Tensor> uneven = new LinkedHashMap<>(weights.tensors());
        uneven.put("logits/bias", Tensor.of(new float[]{1, 0}, 2));
        try (TrainingProgram program = engine.training(network, new Weights(uneven), Set.of("logits/kernel"),
                LossOptions.PLAIN)) {
            gradient(program, 1);

            Tensor probabilities = program.predict(Map.of("input", input));

            float expected = (float) (1 / (1 + Math.exp(-1)));
            for (int image = 0; image < 5; image++) {
                assertThat(probabilities.data()[2 * image]).isCloseTo(expected, within(1e-6f));
            }
        }
    }

    @Test
    void aMaskKeepsTheExpectationAndDropsAtItsRate() {
        DropoutMask mask = new DropoutMask("dropout", 0.3, Shape.of(100_000));

        float[] drawn = mask.draw(42, 2).data();

        double mean = 0;
        int dropped = 0;
        for (float value : drawn) {
            mean += value / drawn.length;
            dropped += value == 0 ? 1 : 0;
        }
        // five standard deviations of 200,000 draws
        assertThat(mean).isCloseTo(1, within(0.0075));
        assertThat(dropped / (double) drawn.length).isCloseTo(0.3, within(0.0052));
    }

    @Test
    void layersOfOneNetworkGetDifferentMasks() {
        Tensor one = new DropoutMask("dropout_1", 0.5, Shape.of(64)).draw(1, 4);
        Tensor other = new DropoutMask("dropout_2", 0.5, Shape.of(64)).draw(1, 4);

        assertThat(one.sameBits(other)).isFalse();
    }

    private Tensor gradient(TrainingProgram program, long seed) {
        return program.gradients(Map.of("input", input), targets, new float[]{1, 1, 1, 1, 1}, seed).byWeight()
                .get("logits/kernel");
    }

    private static Tensor filled(float value, Integer... dimensions) {
        float[] data = new float[(int) Shape.of(dimensions).elements()];
        java.util.Arrays.fill(data, value);
        return new Tensor(Shape.of(dimensions), data);
    }
}
