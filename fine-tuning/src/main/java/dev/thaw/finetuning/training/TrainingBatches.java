package dev.thaw.finetuning.training;

import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.augmentation.Augmentation;
import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.augmentation.Mixing;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.Seeds;

/** The batches of a stage's epochs: shuffled, augmented and, where the stage runs from pixels, mixed. */
final class TrainingBatches {
    private final FineTuningPlan plan;
    private final PreparedStage stage;
    private final StageInputs inputs;
    private final List<TrainingImage> images;
    private final Targets targets;
    private final Augmentation augmentation;

    /** @param images the training images, sorted by hash */
    TrainingBatches(FineTuningPlan plan, PreparedStage stage, StageInputs inputs, List<TrainingImage> images, Targets targets) {
        this.plan = plan;
        this.stage = stage;
        this.inputs = inputs;
        this.images = images;
        this.targets = targets;
        this.augmentation = new Augmentation(plan.augmentation(), plan.seed());
    }

    /** A step may take several batches. */
    int stepsPerEpoch() {
        return Batches.of(Batches.of(images, plan.batchSize()), plan.optimizer().accumulate()).size();
    }

    /** The images of each batch. */
    List<List<TrainingImage>> epoch(int epoch) {
        return Batches.of(shuffled(epoch), plan.batchSize());
    }

    /** A pure function: several threads may prepare batches at a time. */
    TrainingBatch prepare(List<TrainingImage> batch, int epoch) {
        List<ImageVariant> variants = batch.stream().map(image -> variant(image, epoch)).toList();
        Map<String, Tensor> pixels = inputs.batch(variants);
        Tensor wanted = targets.of(batch);
        float[] weights = targets.weights(batch);
        if (!stage.banked() && plan.augmentation().mixes() && batch.size() > 1) {
            Tensor mixed = pixels.values().iterator().next();
            Mixing mixing = new Mixing(plan.augmentation(), plan.seed(), inputs.imageShape());
            float[] kept = mixing.mix(mixed.data(), batch.stream().map(TrainingImage::hash).toList(), stage.index(), epoch);
            Mixing.blendRows(wanted.data(), kept);
            Mixing.blendRows(weights, kept);
        }
        return new TrainingBatch(pixels, wanted, Tensor.of(weights, weights.length));
    }

    private ImageVariant variant(TrainingImage image, int epoch) {
        return stage.banked()
                ? augmentation.bankedVariant(image.hash(), stage.index(), epoch)
                : augmentation.freshVariant(image.hash(), stage.index(), epoch);
    }

    /** Another order in each epoch, the same whatever order the images came in. */
    private List<TrainingImage> shuffled(int epoch) {
        long[] drawn = images.stream()
                .mapToLong(image -> Seeds.of(plan.seed(), "shuffle", stage.index(), epoch, image.hash())).toArray();
        return ComputedList.picked(images, EpochOrder.of(drawn));
    }
}
