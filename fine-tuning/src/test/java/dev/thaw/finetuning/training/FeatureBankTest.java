package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.augmentation.ImageWarp;
import dev.thaw.finetuning.augmentation.Transform;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.PlanReader;

class FeatureBankTest {
    private static final String PLAN = "stages: [{name: top, thaw: {from: conv2}, learningRate: 1e-3, epochs: 1}]";

    @TempDir
    Path work;

    private final SampleImages source = new SampleImages();
    private final List<ImageVariant> variants = Stream.of(0, 1, 2, 3, 4, 5).map(n -> ImageVariant.original(SampleImages.hash(n)))
            .toList();
    private FineTuningTask task;

    @BeforeEach
    void prepare() {
        task = FineTuningTask.prepare(SampleBase.make(), PlanReader.read(PLAN), SampleImages.LABELS);
    }

    @Test
    void gives_back_the_very_activations_that_the_network_computes() {
        // given
        StageInputs inputs = complete(bank("cache"));
        // when
        Tensor banked = inputs.batch(variants).get("relu1");
        // then
        float[] pixels = new float[(int) SampleBase.IMAGE.elements() * variants.size()];
        ImageWarp warp = new ImageWarp(SampleBase.IMAGE);
        for (int i = 0; i < variants.size(); i++) {
            warp.write(source.pixels(variants.get(i).image()), Transform.NONE, pixels, i * warp.size());
        }
        try (InferenceProgram program = SampleRun.ENGINE.inference(task.network(), task.initialWeights(), List.of("relu1"))) {
            Tensor computed = program.run(Map.of("image", new Tensor(Batches.shape(variants.size(), SampleBase.IMAGE), pixels)))
                    .get("relu1");
            assertThat(banked.sameBits(computed)).isTrue();
        }
    }

    @Test
    void is_found_again_by_another_process_with_or_without_its_local_copy() {
        Tensor first = complete(bank("cache")).batch(variants).get("relu1");
        int reads = source.reads();

        FeatureBank warm = bank("cache");
        FeatureBank cold = bank("another-cache");

        assertThat(complete(warm).batch(variants).get("relu1").sameBits(first)).isTrue();
        assertThat(complete(cold).batch(variants).get("relu1").sameBits(first)).isTrue();
        assertThat(List.of(warm.misses(), cold.misses())).containsOnly(0L);
        assertThat(List.of(warm.hits(), cold.hits())).containsOnly(6L);
        assertThat(source.reads()).isEqualTo(reads);
    }

    @Test
    void a_broken_shard_is_computed_again_and_replaced() throws IOException {
        // given
        Tensor intact = complete(bank("cache")).batch(variants).get("relu1");
        Path shard = shards().get(0);
        byte[] content = Files.readAllBytes(shard);
        byte[] broken = content.clone();
        broken[broken.length / 2] ^= 1;
        Files.write(shard, broken);
        // when
        FeatureBank bank = bank("another-cache");
        Tensor again = complete(bank).batch(variants).get("relu1");
        // then
        assertThat(bank.misses()).isEqualTo(6);
        assertThat(again.sameBits(intact)).isTrue();
        assertThat(shards()).containsExactly(shard);
        assertThat(Files.readAllBytes(shard)).isEqualTo(content);
    }

    @Test
    void a_broken_local_copy_is_fetched_again() throws IOException {
        Tensor intact = complete(bank("cache")).batch(variants).get("relu1");
        Path copy = work.resolve("cache").resolve(work.resolve("store").relativize(shards().get(0)));
        Files.write(copy, new byte[]{1, 2, 3});

        FeatureBank bank = bank("cache");

        assertThat(complete(bank).batch(variants).get("relu1").sameBits(intact)).isTrue();
        assertThat(bank.misses()).isZero();
    }

    @Test
    void foreign_files_among_the_shards_do_no_harm() throws IOException {
        complete(bank("cache"));
        Path directory = shards().get(0).getParent();
        Files.writeString(directory.resolve("note.txt"), "hello");
        byte[] liar = "not a shard, but named by its content".getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve(ShardCache.nameOf(liar)), liar);

        FeatureBank bank = bank("another-cache");

        complete(bank);
        assertThat(bank.misses()).isZero();
    }

    @Test
    void other_weights_below_the_cut_are_another_backbone() {
        // given
        Tensor kernel = task.initialWeights().get("conv1/kernel");
        CutKey before = CutKey.of(task.network(), task.initialWeights(), List.of("relu1"));
        // when
        kernel.data()[0] = Math.nextUp(kernel.data()[0]);
        // then
        assertThat(CutKey.of(task.network(), task.initialWeights(), List.of("relu1")).hash()).isNotEqualTo(before.hash());
    }

    @Test
    void other_weights_above_the_cut_are_the_same_backbone() {
        Tensor kernel = task.initialWeights().get("conv2/kernel");
        CutKey before = CutKey.of(task.network(), task.initialWeights(), List.of("relu1"));

        kernel.data()[0]++;

        assertThat(CutKey.of(task.network(), task.initialWeights(), List.of("relu1"))).isEqualTo(before);
    }

    private FeatureBank bank(String cache) {
        return new FeatureBank(new DirectoryShardStore(work.resolve("store")), work.resolve(cache));
    }

    private StageInputs complete(FeatureBank bank) {
        return new FeatureExtraction(SampleRun.ENGINE, task, source, bank).complete(task.stages().get(0), task.initialWeights(),
                variants,
                done -> {
                });
    }

    private List<Path> shards() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("store"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
