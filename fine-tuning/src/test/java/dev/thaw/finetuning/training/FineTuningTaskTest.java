package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.InvalidPlanException;
import dev.thaw.finetuning.plan.PlanReader;

class FineTuningTaskTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "none | 0.2 | head_pool",
            "none | 0 | head_pool",
            "{last: 1} | 0.2 | drop",
            "{from: conv3} | 0.2 | drop",
            "{from: bn3} | 0.2 | conv3",
            "{fraction: 0.1} | 0.2 | drop",
            "{fraction: 0.5} | 0.2 | relu1",
            "{from: conv2} | 0.2 | relu1",
            "{from: bn2} | 0.2 | relu1,conv2",
            "{from: conv1} | 0.2 | image",
            "{layers: conv2} | 0.2 | relu1",
            "{layers: [conv1, bn3]} | 0.2 | image",
            "{blocks: 1} | 0.2 | drop",
            "{blocks: 2} | 0.2 | relu1",
            "{from: conv2, except: conv2} | 0.2 | relu1,conv2",
            "all | 0.2 | image"})
    void is_cut_where_activations_cross_from_frozen_to_living(String thaw, double dropout, String cut) {
        FineTuningTask task = task(thaw, "head: {dropout: " + dropout + "}");

        assertThat(String.join(",", task.stages().get(0).cut())).isEqualTo(cut);
        assertThat(task.stages().get(0).above().inputs()).extracting(Layer::name).containsExactlyInAnyOrder(cut.split(","));
    }

    @Test
    void statistics_never_train() {
        assertThat(task("all", "").stages().get(0).trainable()).containsExactly("conv1/kernel", "bn1/gamma", "bn1/beta",
                "conv2/kernel", "bn2/gamma", "bn2/beta", "conv3/kernel", "bn3/gamma", "bn3/beta", "head_dense/kernel",
                "head_dense/bias");
    }

    @Test
    void the_head_is_what_the_plan_says() {
        FineTuningTask task = task("none", "head: {pooling: flatten, dropout: 0.5, hidden: [5, 4]}");

        assertThat(task.network().nodes().stream().map(node -> node.name()).filter(name -> name.startsWith("head")))
                .containsExactly("head_pool", "head_hidden_1", "head_hidden_2", "head_dropout", "head_dense");
        assertThat(task.network().outputShape().channels()).isEqualTo(2);
        assertThat(task.initialWeights().get("head_hidden_1/kernel").shape().dimensions()).containsExactly(6 * 6 * 8, 5);
    }

    @Test
    void the_first_weights_of_a_hidden_layer_are_uniform_within_glorots_limit_and_a_matter_of_the_seed() {
        Tensor kernel = task("none", "seed: 1\nhead: {hidden: [400]}").initialWeights().get("head_hidden_1/kernel");
        Tensor same = task("none", "seed: 1\nhead: {hidden: [400]}").initialWeights().get("head_hidden_1/kernel");
        Tensor other = task("none", "seed: 2\nhead: {hidden: [400]}").initialWeights().get("head_hidden_1/kernel");

        assertThat(kernel.sameBits(same)).isTrue();
        assertThat(kernel.sameBits(other)).isFalse();
        double limit = Math.sqrt(6.0 / (8 + 400));
        double squares = 0;
        for (float value : kernel.data()) {
            assertThat((double) value).isBetween(-limit, limit);
            squares += value * value;
        }
        assertThat(squares / kernel.data().length).isBetween(limit * limit / 3 * 0.95, limit * limit / 3 * 1.05);
    }

    @Test
    void at_first_every_class_is_as_probable_as_the_others() {
        FineTuningTask task = task("none", "");

        assertThat(task.initialWeights().get("head_dense/kernel").data()).containsOnly(0);
        assertThat(task.initialWeights().get("head_dense/bias").data()).containsOnly(0);
    }

    @Test
    void a_layer_that_the_base_does_not_have_is_refused_with_the_nearest_names() {
        assertThatThrownBy(() -> task("{from: conv33}", "")).isInstanceOf(InvalidPlanException.class)
                .hasMessage("the plan has a mistake: stages[0].thaw.from: the base has no layer named conv33;"
                        + " did you mean conv3, conv1, conv2?");
    }

    @Test
    void more_layers_than_the_base_has_are_refused() {
        assertThatThrownBy(() -> task("{last: 4}", "")).isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("stages[0].thaw.last: the base has only 3 layers with kernels, not 4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "none | {mixup: 0.2} | augmentation.mixup: mixes pixels, but every stage trains on the feature bank's activations",
            "{from: conv3} | {cutmix: 1} | augmentation.cutmix: mixes pixels",
            "none | {flip: horizontal, variants: 1} | augmentation.variants: must be at least 2, because every stage trains on the"})
    void augmentation_that_no_stage_would_show_is_refused(String thaw, String augmentation, String message) {
        assertThatThrownBy(() -> task(thaw, "augmentation: " + augmentation)).isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining(message);
        assertThatCode(() -> task("all", "augmentation: " + augmentation)).doesNotThrowAnyException();
    }

    @Test
    void a_stage_without_the_bank_runs_from_pixels_and_trains_no_more_than_before() {
        String yaml = "stages: [{name: head, thaw: none, learningRate: 1, epochs: 1, bank: false}]";

        PreparedStage stage = FineTuningTask.prepare(SampleBase.make(), PlanReader.read(yaml), SampleImages.LABELS).stages()
                .get(0);

        assertThat(stage.banked()).isFalse();
        assertThat(stage.cut()).containsExactly("image");
        assertThat(stage.trainable()).containsExactly("head_dense/kernel", "head_dense/bias");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{layers: conv2} | conv2/kernel",
            "{layers: [\"bn?\", conv3]} | bn1/gamma,bn1/beta,bn2/gamma,bn2/beta,conv3/kernel,bn3/gamma,bn3/beta",
            "{layers: '*', except: ['bn*', conv1]} | conv2/kernel,conv3/kernel",
            "{from: conv2, except: 'bn*'} | conv2/kernel,conv3/kernel",
            "{last: 2, except: conv3} | conv2/kernel,bn2/gamma,bn2/beta,bn3/gamma,bn3/beta",
            "{blocks: 1} | conv3/kernel,bn3/gamma,bn3/beta",
            "{blocks: 2} | conv2/kernel,bn2/gamma,bn2/beta,conv3/kernel,bn3/gamma,bn3/beta"})
    void thaws_the_layers_that_the_plan_names_and_leaves_others_frozen_above_them(String thaw, String trainable) {
        Set<String> names = new LinkedHashSet<>(task(thaw, "").stages().get(0).trainable());
        names.removeIf(name -> name.startsWith("head_"));

        assertThat(names).containsExactly(trainable.split(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{layers: [conv2, konv3]} | layers: the base has no layer with weights named konv3; did you mean conv3, conv1, conv2?",
            "{layers: 'relu*'} | layers: the base has no layer with weights named relu*; did you mean bn1, bn2, bn3?",
            "{from: conv2, except: bm3} | except: the base has no layer with weights named bm3; did you mean bn3, bn1, bn2?",
            "{blocks: 4} | blocks: the base has only 3 blocks, not 4"})
    void names_and_blocks_that_the_base_does_not_have_are_refused(String thaw, String mistake) {
        assertThatThrownBy(() -> task(thaw, "")).isInstanceOf(InvalidPlanException.class)
                .hasMessage("the plan has a mistake: stages[0].thaw." + mistake);
    }

    @Test
    void layers_of_a_model_within_the_base_are_thawed_by_their_names() throws IOException {
        BaseModel base = BaseModelReader.read(Path.of(getClass().getResource("/keras/nested.keras").getPath()),
                Preprocessing.NONE);
        String yaml = "stages: [{name: one, thaw: {layers: [conv, block_*]}, learningRate: 0.1, epochs: 1}]";

        FineTuningTask task = FineTuningTask.prepare(base, PlanReader.read(yaml), SampleImages.LABELS);

        assertThat(task.stages().get(0).trainable()).containsExactly("conv/kernel", "block_conv/depthwise_kernel",
                "block_conv/bias",
                "head_dense/kernel", "head_dense/bias");
    }

    @Test
    void a_classifier_of_one_label_is_refused() {
        assertThatThrownBy(() -> FineTuningTask.prepare(SampleBase.make(), PlanReader.defaultPlan(), List.of("only")))
                .hasMessageContaining("at least two labels");
    }

    private static FineTuningTask task(String thaw, String rest) {
        String yaml = rest + "\nstages: [{name: one, thaw: " + thaw + ", learningRate: 0.1, epochs: 1}]";
        return FineTuningTask.prepare(SampleBase.make(), PlanReader.read(yaml), SampleImages.LABELS);
    }
}
