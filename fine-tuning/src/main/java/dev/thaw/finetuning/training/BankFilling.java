package dev.thaw.finetuning.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.augmentation.ImageWarp;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/** Puts into the feature bank what it does not have yet: one forward pass per variant gives the activations of every cut that needs them. */
final class BankFilling {
    private static final int BATCH = 16;

    private final Engine engine;
    private final Network network;
    private final Shape image;
    private final ImageSource images;
    private final FeatureBank bank;
    private final ImageWarp warp;

    /** @param network from pixels to probabilities */
    BankFilling(Engine engine, Network network, ImageSource images, FeatureBank bank) {
        this.engine = engine;
        this.network = network;
        this.image = network.inputs().get(0).shape();
        this.images = images;
        this.bank = bank;
        this.warp = new ImageWarp(image);
    }

    /** Computes what the shelves do not have of the variants. @param progress told how many are done, after each batch; may throw to end it */
    void fill(List<Shelf> shelves, Weights weights, List<ImageVariant> variants, IntConsumer progress) {
        List<ImageVariant> incomplete = missing(shelves, variants);
        if (!incomplete.isEmpty()) {
            shelves.forEach(Shelf::refresh);
            incomplete = missing(shelves, variants);
        }
        shelves.forEach(shelf -> variants.forEach(variant -> bank.count(shelf, variant)));
        if (!incomplete.isEmpty()) {
            compute(shelves, weights, incomplete, variants.size() - incomplete.size(), progress);
        }
    }

    private static List<ImageVariant> missing(List<Shelf> shelves, List<ImageVariant> variants) {
        return ComputedList.picked(variants, IntStream.range(0, variants.size()).filter(number -> {
            String variant = variants.get(number).name();
            return shelves.stream().anyMatch(shelf -> !shelf.contains(variant));
        }).toArray());
    }

    private void compute(List<Shelf> shelves, Weights weights, List<ImageVariant> variants, int found, IntConsumer progress) {
        Set<String> layers = new LinkedHashSet<>();
        shelves.forEach(shelf -> layers.addAll(shelf.key().shapes().keySet()));
        Network below = below(layers);
        bank.makeRoom(variants.size() * shelves.stream().mapToLong(Shelf::bytesPerVariant).sum());
        List<List<ImageVariant>> batches = Batches.of(variants, BATCH);
        try (InferenceProgram program = engine.inference(below, FeatureExtraction.weightsOf(below, weights), List.copyOf(layers));
                Prefetch prefetch = Prefetch.onIdleCores();
                Prefetch.Ahead<Map<String, Tensor>> ahead = prefetch.ahead(batches, this::pixels)) {
            int done = found;
            for (List<ImageVariant> batch : batches) {
                Map<String, Tensor> activations = program.run(ahead.next());
                for (int i = 0; i < batch.size(); i++) {
                    shelve(shelves, batch.get(i).name(), activations, i);
                }
                done += batch.size();
                progress.accept(done);
            }
        } finally {
            // what was computed before somebody ended it is not to be computed again
            shelves.forEach(Shelf::flush);
        }
    }

    private Network below(Set<String> layers) {
        Set<String> needed = new HashSet<>();
        layers.forEach(layer -> needed.addAll(network.ancestorsOf(layer)));
        List<Node> nodes = network.nodes().stream().filter(node -> needed.contains(node.name())).toList();
        return new Network(network.name(), nodes, nodes.get(nodes.size() - 1).name());
    }

    private Map<String, Tensor> pixels(List<ImageVariant> variants) {
        float[] data = new float[Math.multiplyExact(warp.size(), variants.size())];
        for (int i = 0; i < variants.size(); i++) {
            warp.write(images.pixels(variants.get(i).image()), variants.get(i).transform(), data, i * warp.size());
        }
        return Map.of(network.inputs().get(0).name(),
                new Tensor(Batches.shape(variants.size(), image), data));
    }

    private static void shelve(List<Shelf> shelves, String variant, Map<String, Tensor> activations, int row) {
        for (Shelf shelf : shelves) {
            if (!shelf.contains(variant)) {
                Map<String, float[]> own = new HashMap<>();
                shelf.key().shapes().forEach((layer, shape) -> {
                    int size = (int) shape.elements();
                    own.put(layer, Arrays.copyOfRange(activations.get(layer).data(), row * size, (row + 1) * size));
                });
                shelf.add(variant, own);
            }
        }
    }
}
