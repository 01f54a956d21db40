package dev.thaw.trainer;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import javax.imageio.ImageIO;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.WarmStart;
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.service.tuning.BaseModelCache;

/** A data set of two easy classes, reddish and bluish noise, and a small base with random weights, in a bucket. */
record TinyDataset(String manifest, BaseModel base) {
    static final String NAME = "tints";
    private static final int SIDE = 32;
    private static final List<String> LABELS = List.of("bluish", "reddish");

    static TinyDataset in(Bucket bucket) throws IOException {
        Random random = new Random(7);
        List<Manifest.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String label = LABELS.get(i % 2);
            byte[] png = png(label.equals("reddish"), random);
            String hash = ContentHash.of(png);
            String key = BucketLayout.image(NAME, hash);
            bucket.put(key, png, "image/png");
            entries.add(new Manifest.Entry(hash, key, label, i < 24 ? Split.TRAIN : i < 32 ? Split.VALIDATION : Split.TEST));
        }
        entries.sort(Comparator.comparing(Manifest.Entry::sha256));
        String manifest = BucketLayout.manifest(NAME, 1);
        bucket.put(manifest, EventCodec.json().writeValueAsBytes(
                new Manifest(NAME, 1, LABELS, new Manifest.ImageSize(SIDE, SIDE), entries)), "application/json");
        return new TinyDataset(manifest, base(bucket, random));
    }

    /** Puts a model of this base into the bucket whose last layer has a kernel of zeros and these biases. */
    WarmStart model(Bucket bucket, String plan, float[] biases) throws IOException {
        FineTuningTask task = FineTuningTask.prepare(
                new BaseModelCache(bucket, Files.createTempDirectory("bases")).read(base, new Manifest.ImageSize(SIDE, SIDE)),
                PlanReader.read(plan), LABELS);
        Weights head = new Weights(Map.of("head_dense/bias", Tensor.of(biases, biases.length)));
        Path file = Files.createTempFile("model", ".keras");
        try {
            KerasFile.write(file, task.network(), task.initialWeights().with(head));
            byte[] content = Files.readAllBytes(file);
            String key = BucketLayout.model(NAME, 1) + "model.keras";
            bucket.put(key, content, "application/zip");
            return new WarmStart(1, key, ContentHash.of(content), LABELS);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] png(boolean reddish, Random random) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int strong = 120 + random.nextInt(120);
                int weak = random.nextInt(120);
                int green = random.nextInt(200);
                image.setRGB(x, y, reddish ? strong << 16 | green << 8 | weak : weak << 16 | green << 8 | strong);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static BaseModel base(Bucket bucket, Random random) throws IOException {
        Network network = new Network("tiny", List.of(
                new Node(new Layer.Input("pixels", Shape.of(SIDE, SIDE, 3)), List.of()),
                convolution("conv_1", 8, "pixels"),
                convolution("conv_2", 8, "conv_1"),
                new Node(new Layer.GlobalAveragePooling2D("pool", false), List.of("conv_2")),
                new Node(new Layer.Dense("classes", 5, Activation.SOFTMAX, true), List.of("pool"))), "classes");
        Path file = Files.createTempFile("tiny", ".keras");
        try {
            KerasFile.write(file, network, weights(network, random));
            byte[] content = Files.readAllBytes(file);
            String key = BucketLayout.base("tiny", "tiny.keras");
            bucket.put(key, content, "application/zip");
            return new BaseModel("tiny", key, ContentHash.of(content), "unit");
        } finally {
            Files.delete(file);
        }
    }

    private static Node convolution(String name, int filters, String input) {
        return new Node(new Layer.Conv2D(name, filters, Size.square(3), Size.square(2), Padding.SAME, Size.square(1), 1,
                Activation.RELU, true), List.of(input));
    }

    private static Weights weights(Network network, Random random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            LayerWeights.of(network, node.name()).forEach((weight, shape) -> {
                float[] values = new float[(int) shape.elements()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian() * 0.2f;
                }
                tensors.put(node.name() + "/" + weight, new Tensor(shape, values));
            });
        }
        return new Weights(tensors);
    }
}
