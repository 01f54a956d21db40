package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.safetensors.Precision;

/**
 * Fills the feature bank: one forward pass of the frozen layers per variant gives the activations of every cut that needs them.
 */
public final class FeatureExtraction {
    private final FineTuningTask task;
    private final ImageSource images;
    private final FeatureBank bank;
    private final BankFilling filling;
    private final WeightDigests digests;

    /**
     * @param images where pixels come from, by hash
     * @param bank where activations are found, and put if they are missing
     */
    public FeatureExtraction(Engine engine, FineTuningTask task, ImageSource images, FeatureBank bank) {
        this.task = task;
        this.images = images;
        this.bank = bank;
        this.filling = new BankFilling(engine, task.network(), images, bank);
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
        filling.fill(shelves(cuts, weights, precision), weights, training, progress);
        filling.fill(shelves(cuts, weights, Precision.F32), weights, scored, done -> progress.accept(training.size() + done));
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
            filling.fill(List.of(own), weights, variants, progress);
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

    /** The weights of a part of the network. */
    public static Weights weightsOf(Network network, Weights weights) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        LayerWeights.of(network).keySet().forEach(name -> own.put(name, weights.get(name)));
        return new Weights(own);
    }
}
