package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.PlanReader;

class StartingModelTest {
    private static final String PLAN = """
            seed: 7
            batchSize: 8
            head: {hidden: [{units: 5, activation: relu}], dropout: 0.1}
            augmentation: {flip: none}
            stages:
              - {name: head, thaw: none, learningRate: 0.05, epochs: 2}
              - {name: all, thaw: all, learningRate: 0.01, epochs: 1}
            """;

    @TempDir
    Path work;

    @Test
    void a_run_begins_with_the_weights_that_the_exported_model_holds() throws Exception {
        // given
        SampleRun run = new SampleRun(PLAN, work, new MemoryCheckpoints());
        FineTuningResult result = run.run();
        TrainedModel champion = TrainedModel.of(run.task, run.checkpoints.load(result.candidate()).weights());
        champion.write(work);
        TrainedModel read = TrainedModel.read(work.resolve(TrainedModel.MODEL));

        // when
        FineTuningTask warm = FineTuningTask.prepare(SampleBase.make(), PlanReader.read(PLAN), SampleImages.LABELS,
                new StartingModel(read.weights(), read.labels()));

        // then
        assertThat(warm.initialWeights().tensors().keySet()).isEqualTo(run.task.initialWeights().tensors().keySet());
        warm.initialWeights().tensors()
                .forEach((name, tensor) -> assertThat(tensor.sameBits(champion.weights().get(name))).as(name).isTrue());
        assertThat(warm.initialWeights().get("conv3/kernel").sameBits(run.task.initialWeights().get("conv3/kernel")))
                .as("the champion's backbone was trained").isFalse();
    }

    @Test
    void a_warm_run_trains_on_and_keeps_its_frozen_layers_in_a_bank_of_their_own() {
        // given
        SampleRun first = new SampleRun(PLAN, work, new MemoryCheckpoints());
        Weights champion = TrainedModel.of(first.task, first.checkpoints.load(first.run().candidate()).weights()).weights();
        SampleRun warm = new SampleRun(PLAN, work, new MemoryCheckpoints(), new StartingModel(champion, SampleImages.LABELS));

        // when
        FineTuningResult result = warm.run();

        // then
        assertThat(result.bankHits()).as("features of the base are not the champion's").isZero();
        assertThat(result.stages()).allMatch(StageOutcome::frozenUnchanged);
        double before = first.run().stages().get(0).validationLoss();
        assertThat(result.stages().get(0).validationLoss()).as("it goes on from where the champion was").isLessThan(before);
    }

    @Test
    void a_head_grows_by_a_label_and_the_old_labels_logits_stay() {
        // given
        FineTuningTask old = task(List.of("blue", "red"), null);
        Weights champion = noise(old.initialWeights());

        // when
        FineTuningTask grown = task(List.of("blue", "green", "red"), new StartingModel(champion, List.of("blue", "red")));

        // then
        Tensor kernel = grown.initialWeights().get("head_dense/kernel");
        Tensor fresh = task(List.of("blue", "green", "red"), null).initialWeights().get("head_dense/kernel");
        for (int row = 0; row < 5; row++) {
            assertThat(kernel.data()[row * 3]).isEqualTo(champion.get("head_dense/kernel").data()[row * 2]);
            assertThat(kernel.data()[row * 3 + 1]).isEqualTo(fresh.data()[row * 3 + 1]);
            assertThat(kernel.data()[row * 3 + 2]).isEqualTo(champion.get("head_dense/kernel").data()[row * 2 + 1]);
        }
        List<float[]> before = logits(old.network(), champion);
        List<float[]> after = logits(grown.network(), grown.initialWeights());
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)[0]).isCloseTo(before.get(i)[0], within(1e-6f));
            assertThat(after.get(i)[2]).isCloseTo(before.get(i)[1], within(1e-6f));
        }
        assertThat(before.get(0)[0]).isNotEqualTo(before.get(1)[0]);
    }

    @Test
    void a_label_that_is_gone_takes_its_column_with_it() {
        Weights champion = noise(task(List.of("blue", "green", "red"), null).initialWeights());

        Tensor bias = task(List.of("blue", "red"), new StartingModel(champion, List.of("blue", "green", "red"))).initialWeights()
                .get("head_dense/bias");

        float[] old = champion.get("head_dense/bias").data();
        assertThat(bias.data()).containsExactly(old[0], old[2]);
    }

    @Test
    void a_model_of_another_kind_is_refused_with_what_to_do() {
        // given
        Weights champion = task(List.of("blue", "red"), null).initialWeights();
        StartingModel start = new StartingModel(champion, List.of("blue", "red"));

        // then
        assertThatThrownBy(() -> prepare("head: {hidden: [6]}", List.of("blue", "red"), start))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("head_hidden_1/kernel").hasMessageContaining("start from the base instead");
        assertThatThrownBy(() -> prepare("head: {hidden: [5, 5]}", List.of("blue", "red"), start))
                .hasMessageContaining("has no weight head_hidden_2/kernel");
        assertThatThrownBy(() -> prepare("head: {hidden: []}", List.of("blue", "red"), start))
                .hasMessageContaining("the last layer");
        assertThatThrownBy(() -> prepare("head: {hidden: [5], output: sigmoid}", List.of("blue", "red"), start))
                .hasMessageContaining("single output");
    }

    private static FineTuningTask task(List<String> labels, StartingModel start) {
        return prepare(PLAN, labels, start);
    }

    private static FineTuningTask prepare(String plan, List<String> labels, StartingModel start) {
        return FineTuningTask.prepare(SampleBase.make(), PlanReader.read(plan), labels, start);
    }

    /** Something added to every weight, so that none is what it would be by itself. */
    private static Weights noise(Weights weights) {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Tensor> noisy = new java.util.LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> {
            Tensor copy = tensor.copy();
            for (int i = 0; i < copy.data().length; i++) {
                copy.data()[i] += (float) random.nextDouble() * 0.2f;
            }
            noisy.put(name, copy);
        });
        return new Weights(noisy);
    }

    /** What the last layer gives without its softmax. */
    private static List<float[]> logits(Network network, Weights weights) {
        List<Node> nodes = new ArrayList<>(network.nodes());
        Node last = nodes.remove(nodes.size() - 1);
        Layer.Dense dense = (Layer.Dense) last.layer();
        nodes.add(new Node(new Layer.Dense(dense.name(), dense.units(), Activation.LINEAR, true), last.inputs()));
        Network linear = new Network(network.name(), nodes, network.output());
        SampleImages images = new SampleImages();
        List<float[]> logits = new ArrayList<>();
        try (InferenceProgram program = SampleRun.ENGINE.inference(linear, weights, List.of(linear.output()))) {
            for (int i = 0; i < 4; i++) {
                byte[] pixels = images.pixels(SampleImages.hash(i));
                float[] numbers = new float[pixels.length];
                for (int j = 0; j < pixels.length; j++) {
                    numbers[j] = pixels[j] & 0xFF;
                }
                logits.add(program.run(Map.of("image", Tensor.of(numbers, 1, 12, 12, 3))).get(linear.output()).data());
            }
        }
        return logits;
    }
}
