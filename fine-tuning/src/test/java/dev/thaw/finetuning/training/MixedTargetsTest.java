package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.finetuning.engine.LossOptions;
import dev.thaw.finetuning.engine.TrainingProgram;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.PlanReader;

/** Cross-entropy is linear in its targets: a blend of two must cost what the blend of their losses is, and move weights by it. */
class MixedTargetsTest {
    private static final String STAGES = "stages: [{name: all, thaw: all, learningRate: 1e-3, epochs: 1}]";

    @ParameterizedTest
    @CsvSource({"softmax, 0.3", "softmax, 0.85", "sigmoid, 0.3"})
    void a_blend_of_targets_costs_the_blend_of_their_losses(String output, float share) {
        FineTuningTask task = FineTuningTask.prepare(SampleBase.make(),
                PlanReader.read("head: {dropout: 0, output: " + output + "}\n" + STAGES), SampleImages.LABELS);
        float[] one = output.equals("softmax") ? new float[]{1, 0} : new float[]{0};
        float[] other = output.equals("softmax") ? new float[]{0, 1} : new float[]{1};
        float[] blend = new float[one.length];
        for (int i = 0; i < blend.length; i++) {
            blend[i] = share * one[i] + (1 - share) * other[i];
        }

        TrainingProgram.Gradients mixed = gradients(task, blend);
        TrainingProgram.Gradients first = gradients(task, one);
        TrainingProgram.Gradients second = gradients(task, other);

        assertThat(mixed.loss()).isCloseTo(share * first.loss() + (1 - share) * second.loss(), within(1e-5));
        float[] bias = mixed.byWeight().get("head_dense/bias").data();
        for (int i = 0; i < bias.length; i++) {
            assertThat(bias[i]).isCloseTo(share * first.byWeight().get("head_dense/bias").data()[i]
                    + (1 - share) * second.byWeight().get("head_dense/bias").data()[i], within(1e-5f));
        }
    }

    private static TrainingProgram.Gradients gradients(FineTuningTask task, float[] target) {
        PreparedStage stage = task.stages().get(0);
        // another bias than 0: the two targets must not cost the same
        int outputs = task.network().outputShape().channels();
        float[] bias = outputs == 2 ? new float[]{0.4f, -0.2f} : new float[]{0.5f};
        Weights weights = task.initialWeights().with(new Weights(Map.of("head_dense/bias", Tensor.of(bias, outputs))));
        float[] pixels = new float[(int) SampleBase.IMAGE.elements()];
        byte[] bytes = new SampleImages().pixels(SampleImages.hash(3));
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = bytes[i] & 0xFF;
        }
        try (TrainingProgram program = SampleRun.ENGINE.training(stage.above(),
                FeatureExtraction.weightsOf(stage.above(), weights), Set.of("head_dense/bias"), LossOptions.PLAIN)) {
            return program.gradients(Map.of("image", new Tensor(Batches.shape(1, SampleBase.IMAGE), pixels)),
                    Tensor.of(target, 1, target.length), new float[]{1}, 1);
        }
    }
}
