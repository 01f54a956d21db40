package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.PlanReader;

class LayerFeaturesTest {

    @TempDir
    Path work;

    @Test
    void what_the_last_layer_takes_is_computed_once() {
        // given
        FineTuningTask task = FineTuningTask.prepare(SampleBase.make(),
                PlanReader.read("head: {hidden: [4], dropout: 0.3}"), SampleImages.LABELS);
        SampleImages images = new SampleImages();
        FeatureBank bank = new FeatureBank(new DirectoryShardStore(work.resolve("store")), work.resolve("cache"));
        String layer = LayerFeatures.last(task.network());
        List<String> hashes = List.of(SampleImages.hash(3), SampleImages.hash(1), SampleImages.hash(2));

        // when
        LayerFeatures features = new LayerFeatures(SampleRun.ENGINE, task.network(), task.initialWeights(), layer, images, bank);
        List<float[]> first = features.of(hashes);
        int read = images.reads();
        List<float[]> again = new LayerFeatures(SampleRun.ENGINE, task.network(), task.initialWeights(), layer, images, bank)
                .of(hashes);

        // then
        assertThat(layer).isEqualTo("head_hidden_1");
        assertThat(images.reads()).isEqualTo(read);
        assertThat(bank.misses()).isEqualTo(3);
        for (int i = 0; i < hashes.size(); i++) {
            assertThat(first.get(i)).isEqualTo(again.get(i)).hasSize(4);
            assertThat(first.get(i)).containsExactly(direct(task, layer, images.pixels(hashes.get(i))), within());
        }
        assertThatThrownBy(
                () -> new LayerFeatures(SampleRun.ENGINE, task.network(), task.initialWeights(), "image", images, bank))
                .hasMessageContaining("is the input");
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.api.Assertions.within(1e-5f);
    }

    /** Without any bank. */
    private static float[] direct(FineTuningTask task, String layer, byte[] pixels) {
        float[] numbers = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            numbers[i] = pixels[i] & 0xFF;
        }
        try (InferenceProgram program = SampleRun.ENGINE.inference(task.network(), task.initialWeights(), List.of(layer))) {
            return program.run(Map.of("image", Tensor.of(numbers, 1, 12, 12, 3))).get(layer).data();
        }
    }
}
