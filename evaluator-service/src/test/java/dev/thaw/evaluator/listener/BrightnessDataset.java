package dev.thaw.evaluator.listener;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Split;
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.CheckpointState;
import dev.thaw.finetuning.training.OptimizerState;
import dev.thaw.service.tuning.BucketCheckpointStore;

/**
 * Grey squares, dark or light, in a bucket, and a base of one convolution that measures how light they are. A head is two
 * numbers: how steep it is, and from which brightness (0 to 1) on it says "light".
 */
final class BrightnessDataset {
    static final String DATASET = "brightness";
    private static final int SIDE = 8;
    private static final int FILTERS = 2;
    private static final String PLAN = """
            head: {pooling: average, dropout: 0}
            earlyStopping: {metric: loss, minDelta: 0}
            gates: {megabytes: 1, milliseconds: 10000}
            stages:
              - {name: head, thaw: none, learningRate: 0.01, epochs: 9, patience: 2}
            """;
    private final Bucket bucket;
    private final BaseModel base;
    private final String manifest;

    private BrightnessDataset(Bucket bucket, BaseModel base, String manifest) {
        this.bucket = bucket;
        this.base = base;
        this.manifest = manifest;
    }

    static BrightnessDataset create(Bucket bucket) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (int grey = 10; grey < 250; grey += 10) {
            byte[] png = square(grey);
            String hash = ContentHash.of(png);
            String object = BucketLayout.image(DATASET, hash);
            bucket.put(object, png, "image/png");
            entries.add(new Manifest.Entry(hash, object, grey < 128 ? "dark" : "light",
                    Split.values()[entries.size() % Split.values().length]));
        }
        entries.sort(Comparator.comparing(Manifest.Entry::sha256));
        String manifest = BucketLayout.manifest(DATASET, 1);
        bucket.put(manifest, EventCodec.json().writeValueAsBytes(
                new Manifest(DATASET, 1, List.of("dark", "light"), new Manifest.ImageSize(SIDE, SIDE), entries)),
                "application/json");
        return new BrightnessDataset(bucket, base(bucket), manifest);
    }

    /** Puts a checkpoint into the bucket. */
    CheckpointSaved save(String run, int epoch, double steepness, double threshold) {
        // logit of "light" minus that of "dark": steepness * (brightness - threshold)
        float half = (float) (steepness / 2 / FILTERS);
        float bias = (float) (-steepness * threshold / 2);
        Weights head = new Weights(Map.of(
                "head_dense/kernel", Tensor.of(new float[]{-half, half, -half, half}, FILTERS, 2),
                "head_dense/bias", Tensor.of(new float[]{-bias, bias}, 2)));
        String prefix = new BucketCheckpointStore(bucket, run, 1).save(new Checkpoint(
                new CheckpointState(0, "head", epoch, 0.5), head, new OptimizerState(epoch, Map.of())));
        return saved(run, epoch, prefix);
    }

    /** The event of a checkpoint, be it there or not. */
    CheckpointSaved saved(String run, int epoch, String prefix) {
        return new CheckpointSaved(DATASET, run, 1, prefix, "head", 0, epoch, 0.5, manifest, base, PLAN);
    }

    CandidateReady candidate(CheckpointSaved best) {
        return new CandidateReady(DATASET, best.run(), 1, best.checkpoint(), manifest, base, PLAN, List.of(), 1.5, 24, 0);
    }

    /** The images of the manifest as they were ingested. */
    List<ImageIngested> ingested() throws IOException {
        return EventCodec.json().readValue(bucket.get(manifest), Manifest.class).images().stream()
                .map(image -> ingested(image.sha256(), image.object(), image.label(), image.split())).toList();
    }

    /** Another image comes. */
    ImageIngested arrive(int grey, String label) throws IOException {
        byte[] png = square(grey);
        String object = BucketLayout.image(DATASET, ContentHash.of(png));
        bucket.put(object, png, "image/png");
        return ingested(ContentHash.of(png), object, label, Split.TRAIN);
    }

    private static ImageIngested ingested(String hash, String object, String label, Split split) {
        return new ImageIngested(DATASET, DATASET + "/test/" + hash, hash, object, label, split, false, SIDE, SIDE, 100);
    }

    /** Declares that the champion's accuracy and drift are of interest. */
    DatasetDeclared declareWatched(int window) throws IOException {
        DatasetDefinition definition = new DatasetDefinition(DATASET, 1, null, new Manifest.ImageSize(SIDE, SIDE),
                DatasetDefinition.Resize.SQUASH, null, new TriggerPolicy(0, 0, 0, 0.9, window, 0.05, 0), base, PLAN, null, null);
        String key = BucketLayout.datasetDefinition(DATASET, 1);
        bucket.put(key, EventCodec.json().writeValueAsBytes(definition), EventCodec.CONTENT_TYPE);
        return new DatasetDeclared(DATASET, 1, key);
    }

    private static BaseModel base(Bucket bucket) throws IOException {
        Network network = new Network("brightness", List.of(
                new Node(new Layer.Input("pixels", Shape.of(SIDE, SIDE, 3)), List.of()),
                new Node(new Layer.Conv2D("measure", FILTERS, Size.square(1), Size.square(1), Padding.VALID, Size.square(1), 1,
                        Activation.RELU, true), List.of("pixels")),
                new Node(new Layer.GlobalAveragePooling2D("pool", false), List.of("measure")),
                new Node(new Layer.Dense("classes", 2, Activation.SOFTMAX, true), List.of("pool"))), "classes");
        float[] mean = new float[3 * FILTERS];
        Arrays.fill(mean, 1f / 3);
        Weights weights = new Weights(Map.of(
                "measure/kernel", Tensor.of(mean, 1, 1, 3, FILTERS), "measure/bias", Tensor.of(new float[FILTERS], FILTERS),
                "classes/kernel", Tensor.of(new float[2 * FILTERS], FILTERS, 2), "classes/bias", Tensor.of(new float[2], 2)));
        Path file = Files.createTempFile("brightness", ".keras");
        try {
            KerasFile.write(file, network, weights);
            byte[] content = Files.readAllBytes(file);
            String object = BucketLayout.base("brightness", "brightness.keras");
            bucket.put(object, content, "application/zip");
            return new BaseModel("brightness", object, ContentHash.of(content), "unit");
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] square(int grey) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, new Color(grey, grey, grey).getRGB());
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
