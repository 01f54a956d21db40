package dev.thaw.finetuning.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.augmentation.ImageWarp;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.safetensors.Precision;

/**
 * Fills the feature bank: one forward pass of the frozen layers per variant gives the activations of every cut that needs them.
 */
public final class FeatureExtraction {
    private static final int BATCH = 16;

    private final Engine engine;
    private final FineTuningTask task;
    private final ImageSource images;
    private final FeatureBank bank;
    private final ImageWarp warp;
    private final WeightDigests digests;

    public FeatureExtraction(Engine engine, FineTuningTask task, ImageSource images, FeatureBank bank) {
        this.engine = engine;
        this.task = task;
        this.images = images;
        this.bank = bank;
        this.warp = new ImageWarp(task.imageShape());
        this.digests = new WeightDigests(task.initialWeights());
    }

    /**
     * Makes the bank complete for a stage, and for the later stages whose frozen layers will still be the same then.
     *
     * @param weights of the whole network as the stage begins
     * @param training what is trained on, kept in the plan's precision
     * @param scored what checkpoints are scored on, kept as it is
     * @param progress told how many of the variants are done, after each batch; may throw to end it
     */
    public StageInputs complete(PreparedStage stage, Weights weights, List<ImageVariant> training, List<ImageVariant> scored,
            IntConsumer progress) {
        Precision precision = switch (task.plan().featureBank().precision()) {
            case FLOAT32 -> Precision.F32;
            case FLOAT16 -> Precision.F16;
        };
        Set<List<String>> cuts = cutsFrom(stage);
        fill(shelves(cuts, weights, precision), weights, training, progress);
        fill(shelves(cuts, weights, Precision.F32), weights, scored, done -> progress.accept(training.size() + done));
        return new StageInputs(stage, shelf(stage.cut(), weights, precision), images, task.imageShape());
    }

    private List<Shelf> shelves(Set<List<String>> cuts, Weights weights, Precision precision) {
        return cuts.stream().map(cut -> shelf(cut, weights, precision)).filter(shelf -> shelf.key().isBanked()).toList();
    }

    private Shelf shelf(List<String> cut, Weights weights, Precision precision) {
        return bank.shelf(CutKey.of(task.network(), weights, cut, precision, digests::of));
    }

    /**
     * Makes the bank complete for one stage only, exactly.
     *
     * @param progress told how many of the variants are done, after each batch
     */
    public StageInputs completeOnly(PreparedStage stage, Weights weights, List<ImageVariant> variants, IntConsumer progress) {
        Shelf own = shelf(stage.cut(), weights, Precision.F32);
        if (own.key().isBanked()) {
            fill(List.of(own), weights, variants, progress);
        }
        return new StageInputs(stage, own, images, task.imageShape());
    }

    /** The stage's cut, and each later one that stands on nothing that trains before it is needed. */
    private Set<List<String>> cutsFrom(PreparedStage stage) {
        Set<List<String>> cuts = new LinkedHashSet<>();
        Set<String> moved = new LinkedHashSet<>();
        for (PreparedStage later : task.stages().subList(stage.index(), task.stages().size())) {
            boolean stillTheSame = later.cut().stream()
                    .flatMap(layer -> task.network().ancestorsOf(layer).stream())
                    .noneMatch(below -> moved.stream().anyMatch(weight -> weight.startsWith(below + "/")));
            if (stillTheSame) {
                cuts.add(later.cut());
            }
            moved.addAll(later.trainable());
        }
        return cuts;
    }

    private void fill(List<Shelf> shelves, Weights weights, List<ImageVariant> variants, IntConsumer progress) {
        List<ImageVariant> incomplete = missing(shelves, variants);
        if (!incomplete.isEmpty()) {
            shelves.forEach(Shelf::refresh);
            incomplete = missing(shelves, variants);
        }
        count(shelves, variants);
        if (!incomplete.isEmpty()) {
            compute(shelves, weights, incomplete, variants.size() - incomplete.size(), progress);
        }
    }

    private static List<ImageVariant> missing(List<Shelf> shelves, List<ImageVariant> variants) {
        return variants.stream().filter(variant -> shelves.stream().anyMatch(shelf -> !shelf.contains(variant.name()))).toList();
    }

    private void count(List<Shelf> shelves, List<ImageVariant> variants) {
        for (Shelf shelf : shelves) {
            for (ImageVariant variant : variants) {
                bank.count(shelf.key(), variant, shelf.contains(variant.name()));
            }
        }
    }

    private void compute(List<Shelf> shelves, Weights weights, List<ImageVariant> variants, int found, IntConsumer progress) {
        Set<String> layers = new LinkedHashSet<>();
        shelves.forEach(shelf -> layers.addAll(shelf.key().shapes().keySet()));
        Network below = below(layers);
        bank.makeRoom(variants.size() * shelves.stream().mapToLong(Shelf::bytesPerVariant).sum());
        List<List<ImageVariant>> batches = Batches.of(variants, BATCH);
        try (InferenceProgram program = engine.inference(below, weightsOf(below, weights), List.copyOf(layers));
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
        layers.forEach(layer -> needed.addAll(task.network().ancestorsOf(layer)));
        List<Node> nodes = task.network().nodes().stream().filter(node -> needed.contains(node.name())).toList();
        return new Network(task.network().name(), nodes, nodes.get(nodes.size() - 1).name());
    }

    /** The weights of a part of the network. */
    public static Weights weightsOf(Network network, Weights weights) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        LayerWeights.of(network).keySet().forEach(name -> own.put(name, weights.get(name)));
        return new Weights(own);
    }

    private Map<String, Tensor> pixels(List<ImageVariant> variants) {
        float[] data = new float[Math.multiplyExact(warp.size(), variants.size())];
        for (int i = 0; i < variants.size(); i++) {
            warp.write(images.pixels(variants.get(i).image()), variants.get(i).transform(), data, i * warp.size());
        }
        return Map.of(task.network().inputs().get(0).name(),
                new Tensor(Batches.shape(variants.size(), task.imageShape()), data));
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
