package dev.thaw.dataset;

import java.util.List;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.contract.event.BaseModel;

/**
 * A data set as a file declares it.
 *
 * @param labels the closed list, or null: open
 * @param imageSize null: that of the base
 * @param plan the plan as YAML with the data set's gates in it, or null for the default plan
 */
public record DatasetFile(String dataset, List<String> labels, UnknownLabel unknownLabel, ImageSize imageSize,
        DatasetDefinition.Resize resize, SplitPolicy split, TriggerPolicy trigger, TrainingPolicy training, BaseReference base,
        String plan) {

    public DatasetFile {
        labels = labels == null ? null : List.copyOf(labels);
    }

    /**
     * What is declared.
     *
     * @param found the base, in the bucket
     * @param size of the images, where the file does not say it
     */
    public DatasetDefinition definition(BaseModel found, ImageSize size) {
        return new DatasetDefinition(dataset, 1, labels, imageSize == null ? size : imageSize, resize, split, trigger, found,
                plan,
                unknownLabel, training);
    }
}
