package dev.thaw.platform.run;

import java.nio.file.Path;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.platform.dataset.BaseFile;
import dev.thaw.platform.dataset.ImageFolder;

/**
 * From a folder of images to a judged model.
 *
 * @param plan as YAML, or null for the default plan
 * @param imageSize or null: the data set's if there is one, else the base's
 * @param resize or null: the data set's if there is one, else SQUASH
 * @param models where the copy of the model goes: into a directory {@code <data set>/<version>} below
 */
public record PipelineRequest(String dataset, ImageFolder images, BaseFile base, String plan, ImageSize imageSize,
        Resize resize, Path models) {
}
