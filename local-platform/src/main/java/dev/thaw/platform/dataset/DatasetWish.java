package dev.thaw.platform.dataset;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.BaseModel;

/**
 * How a person wants a data set to be; what is null stays as it is, or has its usual value in a new data set.
 *
 * @param base needed in a new data set
 * @param plan as YAML; empty for the default plan
 * @param imageSize needed in a new data set
 */
public record DatasetWish(BaseModel base, String plan, ImageSize imageSize, Resize resize, Double validationShare,
        Double testShare, Integer trainEvery) {

    /** Changes nothing. */
    public static DatasetWish none() {
        return new DatasetWish(null, null, null, null, null, null, null);
    }
}
