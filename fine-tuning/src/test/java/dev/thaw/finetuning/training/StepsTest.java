package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.engine.LossOptions;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.engine.TrainingProgram;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.PlanReader;

class StepsTest {

    @Test
    void each_block_moves_at_its_share_of_the_rate() {
        // given
        FineTuningTask task = FineTuningTask.prepare(SampleBase.make(), PlanReader.read("""
                optimizer: {type: sgd, layerDecay: 0.5}
                stages: [{name: all, thaw: all, learningRate: 1, epochs: 1}]
                """), SampleImages.LABELS);
        PreparedStage stage = task.stages().get(0);
        Map<String, Float> share = Map.of("head_dense/kernel", 1f, "head_dense/bias", 1f, "conv3/kernel", 0.5f, "bn3/gamma", 0.5f,
                "conv2/kernel", 0.25f, "bn2/beta", 0.25f, "conv1/kernel", 0.125f, "bn1/gamma", 0.125f);
        try (TrainingProgram program = new SameDiffEngine().training(task.network(), task.initialWeights(), stage.trainable(),
                LossOptions.PLAIN)) {
            Map<String, Tensor> before = program.trainableWeights().tensors();
            program.gradients(Map.of("image", new Tensor(Shape.of(1, 12, 12, 3), new float[12 * 12 * 3])),
                    Tensor.of(new float[]{1, 0}, 1, 2), new float[]{1}, 0);
            // when
            new Steps(program, task.plan(), stage, task.depths()).take(ones(before), 0.1);
            // then
            Map<String, Tensor> after = program.trainableWeights().tensors();
            assertThat(after.keySet()).containsAll(share.keySet());
            share.forEach((name, part) -> {
                for (int i = 0; i < after.get(name).data().length; i++) {
                    assertThat(before.get(name).data()[i] - after.get(name).data()[i]).as(name)
                            .isCloseTo(0.1f * part, Offset.offset(1e-6f));
                }
            });
        }
    }

    private static Map<String, Tensor> ones(Map<String, Tensor> like) {
        Map<String, Tensor> ones = new LinkedHashMap<>();
        like.forEach((name, tensor) -> {
            float[] data = new float[tensor.data().length];
            Arrays.fill(data, 1);
            ones.put(name, new Tensor(tensor.shape(), data));
        });
        return ones;
    }
}
