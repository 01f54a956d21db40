package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.augmentation.ImageWarp;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;

/** What the network above a cut takes, batch by batch: activations from the feature bank, pixels where the cut is an input. */
public final class StageInputs {
    private final PreparedStage stage;
    private final Shelf shelf;
    private final ImageSource images;
    private final Shape image;
    private final ImageWarp warp;

    /** @param shelf of the stage's cut, complete for every variant that will be asked for */
    StageInputs(PreparedStage stage, Shelf shelf, ImageSource images, Shape image) {
        this.stage = stage;
        this.shelf = shelf;
        this.images = images;
        this.image = image;
        this.warp = new ImageWarp(image);
    }

    /** Height, width, channels. */
    Shape imageShape() {
        return image;
    }

    /** By input of the network above the cut, the batch in the order of the variants. */
    public Map<String, Tensor> batch(List<ImageVariant> variants) {
        Map<String, Tensor> batch = new LinkedHashMap<>();
        for (String layer : stage.cut()) {
            Shape shape = stage.above().shapeOf(layer);
            int size = (int) shape.elements();
            float[] data = new float[Math.multiplyExact(size, variants.size())];
            for (int i = 0; i < variants.size(); i++) {
                ImageVariant variant = variants.get(i);
                if (shelf.key().shapes().containsKey(layer)) {
                    shelf.copy(variant.name(), layer, data, i * size);
                } else {
                    warp.write(images.pixels(variant.image()), variant.transform(), data, i * size);
                }
            }
            batch.put(layer, new Tensor(Batches.shape(variants.size(), shape), data));
        }
        return batch;
    }
}
