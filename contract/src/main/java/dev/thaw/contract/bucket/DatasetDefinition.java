package dev.thaw.contract.bucket;

import java.util.List;

import dev.thaw.contract.event.BaseModel;

/**
 * What a data set is.
 *
 * @param version rises by one with each declaration, from 1
 * @param labels the closed list of labels, or null: any label is taken
 * @param imageSize what every image is resized to
 * @param resize how
 * @param split how images are divided; null means {@link SplitPolicy#usual()}
 * @param trigger when it is trained by itself; null means only when somebody asks
 * @param base the base model that runs start from
 * @param plan the plan as YAML, or null for the default plan
 * @param unknownLabel what becomes of labels outside a closed list; null means REJECT
 * @param training what a run trains on; null means {@link TrainingPolicy#usual()}
 */
public record DatasetDefinition(String dataset, int version, List<String> labels, Manifest.ImageSize imageSize, Resize resize,
        SplitPolicy split, TriggerPolicy trigger, BaseModel base, String plan, UnknownLabel unknownLabel,
        TrainingPolicy training) {

    /** SQUASH: both sides to the target, ignoring proportion. CROP: fill the target, cut what stands over. PAD: fit inside, fill with black. */
    public enum Resize {
        SQUASH,
        CROP,
        PAD
    }

    public DatasetDefinition {
        labels = labels == null ? null : List.copyOf(labels);
        split = split == null ? SplitPolicy.usual() : split;
        trigger = trigger == null ? TriggerPolicy.onRequest() : trigger;
        unknownLabel = unknownLabel == null ? UnknownLabel.REJECT : unknownLabel;
        training = training == null ? TrainingPolicy.usual() : training;
        if (imageSize == null || imageSize.height() < 8 || imageSize.width() < 8 || imageSize.height() > 2048
                || imageSize.width() > 2048) {
            throw new IllegalArgumentException("imageSize must be between 8 and 2048 pixels on each side");
        }
        if (resize == null) {
            throw new IllegalArgumentException("resize is missing: SQUASH, CROP or PAD");
        }
        if (base == null) {
            throw new IllegalArgumentException("base is missing");
        }
    }

    /** The same under another version. */
    public DatasetDefinition withVersion(int number) {
        return new DatasetDefinition(dataset, number, labels, imageSize, resize, split, trigger, base, plan, unknownLabel,
                training);
    }

    /** The same with images of another size and fitting. */
    public DatasetDefinition withImages(Manifest.ImageSize size, Resize fitting) {
        return new DatasetDefinition(dataset, version, labels, size, fitting, split, trigger, base, plan, unknownLabel, training);
    }
}
