package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.finetuning.evaluation.Scores;
import dev.thaw.finetuning.export.Predictor;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.PlanReader;

class HeadTest {

    @TempDir
    Path work;

    @Test
    void is_built_as_the_plan_says() {
        FineTuningTask task = task(
                """
                        head: {spatialDropout: 0.1, pooling: flatten, hidden: [{units: 5, activation: gelu, dropout: 0.3}, 4], dropout: 0.2}
                        """);

        List<Layer> head = task.network().nodes().stream().map(Node::layer).filter(layer -> layer.name().startsWith("head_"))
                .toList();

        assertThat(head).extracting(Layer::name).containsExactly("head_spatial_dropout", "head_pool", "head_hidden_1",
                "head_hidden_1_dropout", "head_hidden_2", "head_dropout", "head_dense");
        assertThat(head.get(1)).isInstanceOf(Layer.Flatten.class);
        assertThat(task.stages().get(0).cut()).as("no random layer is kept in the bank").containsExactly("relu3");
    }

    @Test
    void a_sigmoid_learns_two_labels_and_its_model_answers_for_both() throws Exception {
        // given
        SampleRun run = new SampleRun("""
                batchSize: 8
                head: {output: sigmoid, dropout: 0}
                augmentation: {flip: none}
                stages: [{name: head, thaw: none, learningRate: 0.05, epochs: 8}]
                """, work, new MemoryCheckpoints());
        // when
        FineTuningResult result = run.run();
        // then
        assertThat(result.stages().get(0).trainableParameters()).isEqualTo(9);
        assertThat(result.stages().get(0).validationAccuracy()).isGreaterThan(0.9);
        Scores scores;
        try (CheckpointScorer scorer = new CheckpointScorer(SampleRun.ENGINE, run.task, run.source, run.bank)) {
            scores = scorer.score(run.checkpoints.load(result.candidate()).weights(), 0, run.images.subList(0, 10));
        }
        assertThat(scores.accuracy()).isGreaterThan(0.7);
        TrainedModel.of(run.task, run.checkpoints.load(result.candidate()).weights()).write(work);
        try (Predictor predictor = new Predictor(SampleRun.ENGINE, TrainedModel.read(work.resolve(TrainedModel.MODEL)))) {
            for (Prediction prediction : scores.predictions()) {
                List<Float> exported = predictor.probabilities(run.source.pixels(prediction.image()));
                assertThat(exported).hasSize(2);
                assertThat(exported.get(0) + exported.get(1)).isCloseTo(1, within(1e-6f));
                assertThat(exported.get(1)).isCloseTo(prediction.probabilities().get(1), within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{head: {output: sigmoid}} | head.output: sigmoid is for two labels, not 3: say softmax",
            "{classWeights: {gren: 2}} | classWeights: there is no label gren; did you mean green?",
            "{gates: {recallOf: {gren: 0.5}}} | gates.recallOf: there is no label gren; did you mean green?",
            "{regularization: [{l2: 1}, {layers: conv9, l2: 1}]} | regularization[1].layers: no layer is named conv9; did you mean conv1"})
    void a_plan_that_does_not_fit_is_refused(String yaml, String message) {
        assertThatThrownBy(
                () -> FineTuningTask.prepare(SampleBase.make(), PlanReader.read(yaml), List.of("red", "green", "blue")))
                .hasMessageContaining(message);
    }

    @Test
    void penalties_leave_the_first_weights_as_they_are() {
        Map<String, Tensor> plain = task("").initialWeights().tensors();
        Map<String, Tensor> penalized = task("regularization: {l1: 1, l2: 1, weightDecay: 0.1, activity: {l1: 1}}")
                .initialWeights().tensors();

        assertThat(penalized.keySet()).isEqualTo(plain.keySet());
        plain.forEach((name, tensor) -> assertThat(penalized.get(name).sameBits(tensor)).as(name).isTrue());
    }

    @Test
    void depth_counts_blocks_below_the_head_where_a_branch_is_one_block() {
        FineTuningTask task = task("");

        assertThat(task.depths()).containsEntry("head_dense", 0).containsEntry("relu3", 1).containsEntry("conv3", 1)
                .containsEntry("join", 2).containsEntry("bn2", 2).containsEntry("conv2", 2).containsEntry("relu1", 3)
                .containsEntry("conv1", 3).containsEntry("scale", 3);
        assertThat(LayerDepths.factor(0.5, 3)).isEqualTo(0.125);
    }

    private static FineTuningTask task(String yaml) {
        return FineTuningTask.prepare(SampleBase.make(), PlanReader.read(yaml), SampleImages.LABELS);
    }
}
