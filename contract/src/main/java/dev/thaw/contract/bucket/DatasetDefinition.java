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
 * @param validationShare share of the training images that is set aside for validation, in [0, 0.5]; 0 where the
 *        sender names the images for validation
 * @param testShare share of the images without a wish that is set aside for the test, in [0, 0.5]
 * @param trainEvery publish a training request whenever so many new images were ingested since the last one; 0: only when asked
 * @param base the base model that runs start from
 * @param plan the plan as YAML, or null for the default plan
 */
public record DatasetDefinition(String dataset, int version, List<String> labels, Manifest.ImageSize imageSize, Resize resize,
        double validationShare, double testShare, int trainEvery, BaseModel base, String plan) {

    /** SQUASH: both sides to the target, ignoring proportion. CROP: fill the target, cut what stands over. PAD: fit inside, fill with black. */
    public enum Resize {
        SQUASH,
        CROP,
        PAD
    }

    public DatasetDefinition {
        labels = labels == null ? null : List.copyOf(labels);
        if (imageSize == null || imageSize.height() < 8 || imageSize.width() < 8 || imageSize.height() > 2048
                || imageSize.width() > 2048) {
            throw new IllegalArgumentException("imageSize must be between 8 and 2048 pixels on each side");
        }
        if (resize == null) {
            throw new IllegalArgumentException("resize is missing: SQUASH, CROP or PAD");
        }
        if (!(validationShare >= 0 && validationShare <= 0.5) || !(testShare >= 0 && testShare <= 0.5)) {
            throw new IllegalArgumentException("validationShare and testShare must be in [0, 0.5]");
        }
        if (trainEvery < 0) {
            throw new IllegalArgumentException("trainEvery must not be negative");
        }
        if (base == null) {
            throw new IllegalArgumentException("base is missing");
        }
    }
}
