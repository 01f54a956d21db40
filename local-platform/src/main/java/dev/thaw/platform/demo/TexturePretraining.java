package dev.thaw.platform.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.LocalJudge;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.CheckpointStore;
import dev.thaw.finetuning.training.DirectoryShardStore;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FeatureExtraction;
import dev.thaw.finetuning.training.FineTuner;
import dev.thaw.finetuning.training.FineTuningResult;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.RgbPixels;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.StageOutcome;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.finetuning.training.TrainingListener;
import dev.thaw.finetuning.training.TransientCheckpoints;
import dev.thaw.platform.demo.render.Texture;
import dev.thaw.platform.demo.render.TextureRenderer;

/**
 * Makes the demo's base network: from random weights, with the project's own trainer, on rendered textures. What it learns is
 * taken to images of another size, which a network of convolutions allows.
 */
final class TexturePretraining {
    /** Of the textures, in pixels: small, because each epoch goes through the whole network. */
    static final int TEXTURE_SIDE = 64;
    private static final int VALIDATION_EVERY = 6;

    private final Engine engine;
    private final Path scratch;
    private final TrainingListener listener;
    private final Map<String, byte[]> pixels = new ConcurrentHashMap<>();

    /**
     * @param accuracy on the textures set aside for validation
     * @param seconds of training, without rendering
     */
    record Result(int epochs, double loss, double accuracy, double seconds) {
    }

    /** @param scratch an empty directory for the feature bank */
    TexturePretraining(Engine engine, Path scratch, TrainingListener listener) {
        this.engine = engine;
        this.scratch = scratch;
        this.listener = listener;
    }

    /**
     * @param perTexture pictures of each texture, every sixth of them for validation
     * @param epochs at most
     * @param file to write the network to, as a {@code .keras} file without the classifier of textures
     */
    Result run(int perTexture, int epochs, Path file) throws IOException {
        List<TrainingImage> images = render(perTexture);
        FineTuningTask task = task(epochs);
        FeatureBank bank = new FeatureBank(new DirectoryShardStore(scratch.resolve("features")), scratch.resolve("cache"));
        CheckpointStore checkpoints = new TransientCheckpoints();
        FineTuningResult result;
        try (CheckpointScorer scorer = new CheckpointScorer(engine, task, pixels::get, bank)) {
            LocalJudge judge = new LocalJudge(scorer, task, images);
            result = new FineTuner(engine, task, images, pixels::get, bank, checkpoints, judge, listener).run();
        }
        write(task.initialWeights().with(checkpoints.load(result.candidate()).weights()), file);
        StageOutcome outcome = result.stages().get(0);
        return new Result(outcome.epochs(), outcome.validationLoss(), outcome.validationAccuracy(), result.seconds());
    }

    /** The network with these weights, for images of the size that the demo uses. */
    static void write(Weights weights, Path file) throws IOException {
        Network network = TextureNetwork.of(TextureNetwork.SIDE);
        KerasFile.write(file, network, FeatureExtraction.weightsOf(network, weights));
    }

    private static FineTuningTask task(int epochs) {
        Network network = TextureNetwork.of(TEXTURE_SIDE);
        FineTuningPlan plan = PlanReader.read("""
                seed: 7
                batchSize: 16
                head: {pooling: average, dropout: 0}
                optimizer: {type: adam}
                augmentation: {flip: none, rotation: 0, variants: 1}
                stages:
                - {name: textures, thaw: all, learningRate: 0.001, epochs: %d, patience: %d, schedule: cosine}
                """.formatted(epochs, epochs));
        BaseModel random = new BaseModel(network, TextureNetwork.randomWeights(network, 1), "", Preprocessing.NONE);
        return FineTuningTask.prepare(random, plan, Arrays.stream(Texture.values()).map(Texture::label).toList());
    }

    private List<TrainingImage> render(int perTexture) {
        TextureRenderer renderer = new TextureRenderer(TEXTURE_SIDE);
        List<TrainingImage> images = new ArrayList<>();
        for (Texture texture : Texture.values()) {
            List<String> hashes = IntStream.range(0, perTexture).parallel()
                    .mapToObj(number -> keep(renderer.render(texture, number))).toList();
            for (int i = 0; i < perTexture; i++) {
                Split split = i % VALIDATION_EVERY == 0 ? Split.VALIDATION : Split.TRAIN;
                images.add(new TrainingImage(hashes.get(i), texture.ordinal(), split));
            }
            listener.message(String.format(Locale.ROOT, "rendered %d pictures of %s", perTexture, texture.label()));
        }
        return images;
    }

    private String keep(BufferedImage image) {
        byte[] bytes = RgbPixels.of(image);
        String hash = ContentHash.of(bytes);
        pixels.put(hash, bytes);
        return hash;
    }
}
