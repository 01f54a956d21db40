package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import dev.thaw.finetuning.safetensors.Precision;

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
    void in_16_bits_it_gives_the_same_rounded_numbers_the_first_time_and_later_and_leaves_scores_exact() throws IOException {
        // given
        task = FineTuningTask.prepare(SampleBase.make(), PlanReader.read("featureBank: {precision: float16}\n" + PLAN),
                SampleImages.LABELS);
        ImageVariant scored = ImageVariant.original(SampleImages.hash(6));
        FeatureExtraction extraction = new FeatureExtraction(SampleRun.ENGINE, task, source, bank("cache"));
        // when
        Tensor first = extraction.complete(task.stages().get(0), task.initialWeights(), variants, List.of(scored), done -> {
        }).batch(variants).get("relu1");
        FeatureExtraction later = new FeatureExtraction(SampleRun.ENGINE, task, source, bank("another-cache"));
        Tensor again = later.complete(task.stages().get(0), task.initialWeights(), variants, List.of(scored), done -> {
        }).batch(variants).get("relu1");
        Tensor exact = later.completeOnly(task.stages().get(0), task.initialWeights(), variants, done -> {
        }).batch(variants).get("relu1");
        // then
        assertThat(again.sameBits(first)).isTrue();
        assertThat(first.sameBits(exact)).isFalse();
        for (int i = 0; i < exact.data().length; i++) {
            assertThat(first.data()[i]).isCloseTo(exact.data()[i], within(Math.abs(exact.data()[i]) / 2048 + 1e-7f));
        }
        List<String> hashes = new DirectoryShardStore(work.resolve("store")).backbones().stream().map(StoredBackbone::hash)
                .toList();
        assertThat(hashes).hasSize(2).contains(key().hash());
    }

    @Test
    void an_older_backbone_makes_room_in_the_store_and_among_the_copies() {
        // given
        DirectoryShardStore store = new DirectoryShardStore(work.resolve("store"));
        DirectoryShardStore copies = new DirectoryShardStore(work.resolve("cache"));
        store.write("older", "shard", new byte[100]);
        copies.write("older", "shard", new byte[100]);
        // when
        FeatureBank bank = new FeatureBank(store, work.resolve("cache"), 50);
        complete(bank);
        // then: what the run needs stays, although it is more than the limit
        assertThat(store.backbones()).extracting(StoredBackbone::hash).containsExactly(key().hash());
        assertThat(copies.backbones()).extracting(StoredBackbone::hash).containsExactly(key().hash());
    }

    @Test
    void a_shard_that_somebody_removed_meanwhile_is_computed_again() throws IOException {
        complete(bank("cache"));
        ShardStore forgetful = new Forgetful(new DirectoryShardStore(work.resolve("store")));

        FeatureBank bank = new FeatureBank(forgetful, work.resolve("another-cache"));
        complete(bank);

        assertThat(bank.misses()).isEqualTo(6);
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
        CutKey before = key();
        // when
        kernel.data()[0] = Math.nextUp(kernel.data()[0]);
        // then
        assertThat(key().hash()).isNotEqualTo(before.hash());
    }

    @Test
    void other_weights_above_the_cut_are_the_same_backbone() {
        Tensor kernel = task.initialWeights().get("conv2/kernel");
        CutKey before = key();

        kernel.data()[0]++;

        assertThat(key()).isEqualTo(before);
    }

    private CutKey key() {
        return CutKey.of(task.network(), task.initialWeights(), List.of("relu1"), Precision.F32,
                (name, weight) -> Sha256.of(weight));
    }

    private FeatureBank bank(String cache) {
        return new FeatureBank(new DirectoryShardStore(work.resolve("store")), work.resolve(cache));
    }

    private StageInputs complete(FeatureBank bank) {
        return new FeatureExtraction(SampleRun.ENGINE, task, source, bank).complete(task.stages().get(0), task.initialWeights(),
                variants, List.of(), done -> {
                });
    }

    private List<Path> shards() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("store"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Lists what is gone when it is read. */
    private record Forgetful(ShardStore store) implements ShardStore {
        @Override
        public List<String> list(String backboneHash) {
            return store.list(backboneHash);
        }

        @Override
        public Optional<byte[]> read(String backboneHash, String shard) {
            return Optional.empty();
        }

        @Override
        public void write(String backboneHash, String shard, byte[] content) {
            store.write(backboneHash, shard, content);
        }

        @Override
        public List<StoredBackbone> backbones() {
            return store.backbones();
        }

        @Override
        public void touch(String backboneHash) {
            store.touch(backboneHash);
        }

        @Override
        public void delete(String backboneHash) {
            store.delete(backboneHash);
        }
    }
}
