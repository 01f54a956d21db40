package dev.thaw.platform.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.augmentation.Augmentation;
import dev.thaw.finetuning.augmentation.ImageVariant;
import dev.thaw.finetuning.augmentation.ImageWarp;
import dev.thaw.finetuning.augmentation.Mixing;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.platform.model.LocalImages;

/**
 * What training will see of some images: themselves, the variants that stages on the feature bank choose from, and what the first
 * epochs show a stage that runs from pixels. The very numbers of a run, if its images are fitted in the same way.
 */
public final class AugmentationSheet {
    private static final int CHANNELS = 3;

    private final FineTuningPlan plan;
    private final LocalImages source;
    private final List<TrainingImage> images;
    private final List<String> labels;
    private final Shape shape;
    private final ImageWarp warp;
    private final Augmentation augmentation;

    /** @param labels in the order of the images' label indices */
    public AugmentationSheet(FineTuningPlan plan, LocalImages source, List<String> labels, ImageSize size) {
        this.plan = plan;
        this.source = source;
        this.images = source.images();
        this.labels = List.copyOf(labels);
        this.shape = Shape.of(size.height(), size.width(), CHANNELS);
        this.warp = new ImageWarp(shape);
        this.augmentation = new Augmentation(plan.augmentation(), plan.seed());
    }

    /**
     * @param columns at most so many in each group
     * @param stageIndex of a stage that runs from pixels, whose epochs are drawn
     */
    public void write(Path file, int columns, int stageIndex) throws IOException {
        List<ContactSheet.Group> groups = new ArrayList<>();
        groups.add(new ContactSheet.Group("image", List.of(column("as it is", ImageVariant::original))));
        List<ContactSheet.Column> banked = new ArrayList<>();
        for (int number = 1; number < Math.min(plan.augmentation().variants(), columns + 1); number++) {
            int shown = number;
            banked.add(column("variant " + (number + 1), image -> augmentation.variants(image).get(shown)));
        }
        if (!banked.isEmpty()) {
            groups.add(new ContactSheet.Group(
                    "on the feature bank: one of " + plan.augmentation().variants() + " in each epoch", banked));
        }
        List<ContactSheet.Column> fresh = new ArrayList<>();
        for (int epoch = 1; epoch <= columns; epoch++) {
            fresh.add(fresh(stageIndex, epoch));
        }
        groups.add(new ContactSheet.Group("from pixels: another in each epoch"
                + (plan.augmentation().mixes() ? ", mixed with the row below" : ""), fresh));
        List<String> captions = images.stream().map(image -> labels.get(image.label())).toList();
        new ContactSheet("What training sees, seed " + plan.seed(), captions, groups).write(file);
    }

    private ContactSheet.Column column(String caption, Function<String, ImageVariant> variant) {
        return new ContactSheet.Column(caption, pictures(pixels(variant)));
    }

    private ContactSheet.Column fresh(int stageIndex, int epoch) {
        float[] pixels = pixels(image -> augmentation.freshVariant(image, stageIndex, epoch));
        if (plan.augmentation().mixes()) {
            new Mixing(plan.augmentation(), plan.seed(), shape).mix(pixels, images.stream().map(TrainingImage::hash).toList(),
                    stageIndex, epoch);
        }
        return new ContactSheet.Column("epoch " + epoch, pictures(pixels));
    }

    private float[] pixels(Function<String, ImageVariant> variant) {
        float[] pixels = new float[images.size() * warp.size()];
        for (int i = 0; i < images.size(); i++) {
            String hash = images.get(i).hash();
            warp.write(source.pixels(hash), variant.apply(hash).transform(), pixels, i * warp.size());
        }
        return pixels;
    }

    private List<BufferedImage> pictures(float[] pixels) {
        List<BufferedImage> pictures = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            BufferedImage picture = new BufferedImage(shape.get(1), shape.get(0), BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < warp.size() / CHANNELS; pixel++) {
                int at = i * warp.size() + pixel * CHANNELS;
                int rgb = Math.round(pixels[at]) << 16 | Math.round(pixels[at + 1]) << 8 | Math.round(pixels[at + 2]);
                picture.setRGB(pixel % shape.get(1), pixel / shape.get(1), rgb);
            }
            pictures.add(picture);
        }
        return pictures;
    }
}
