package dev.thaw.finetuning.augmentation;

import java.util.Arrays;
import java.util.List;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.plan.AugmentationPlan;

/**
 * Shows each image of a batch mixed with the next one (the last with the first): mixup (Zhang and others, 2018) blends them, cutmix (Yun and
 * others, 2019) puts a rectangle of the next one into it. Targets are blended by the same shares. Where a plan wants both, each
 * image has one of them, by a coin.
 */
public final class Mixing {
    private final AugmentationPlan plan;
    private final long seed;
    private final int height;
    private final int width;
    private final int channels;

    /** @param image (height, width, channels) */
    public Mixing(AugmentationPlan plan, long seed, Shape image) {
        this.plan = plan;
        this.seed = seed;
        this.height = image.get(0);
        this.width = image.get(1);
        this.channels = image.get(2);
    }

    /**
     * Mixes a batch in place.
     *
     * @param pixels one image after the other
     * @param images their hashes
     * @return the share of itself that each image kept, in [0, 1]
     */
    public float[] mix(float[] pixels, List<String> images, int stageIndex, int epoch) {
        float[] kept = new float[images.size()];
        int size = height * width * channels;
        float[] first = Arrays.copyOf(pixels, size);
        for (int i = 0; i < kept.length; i++) {
            boolean last = i == kept.length - 1;
            Draws draws = new Draws(seed, images.get(i), stageIndex, epoch);
            boolean blends = plan.cutmix() == 0 || plan.mixup() > 0 && draws.unit("mixup or cutmix") < 0.5;
            double share = draws.beta("share", blends ? plan.mixup() : plan.cutmix());
            kept[i] = blends
                    ? blend(pixels, i * size, last ? first : pixels, last ? 0 : (i + 1) * size, size, (float) share)
                    : paste(pixels, i * size, last ? first : pixels, last ? 0 : (i + 1) * size, share, draws);
        }
        return kept;
    }

    /** Blends rows of numbers, one for each image, by the shares that {@link #mix} gave. */
    public static void blendRows(float[] rows, float[] kept) {
        int size = rows.length / kept.length;
        float[] first = Arrays.copyOf(rows, size);
        for (int i = 0; i < kept.length; i++) {
            boolean last = i == kept.length - 1;
            blend(rows, i * size, last ? first : rows, last ? 0 : (i + 1) * size, size, kept[i]);
        }
    }

    private static float blend(float[] own, int at, float[] other, int from, int size, float share) {
        for (int i = 0; i < size; i++) {
            own[at + i] = own[at + i] * share + other[from + i] * (1 - share);
        }
        return share;
    }

    /** The rectangle has the image's proportions and lies anywhere within it, as in Keras's CutMix. */
    private float paste(float[] own, int at, float[] other, int from, double share, Draws draws) {
        double side = Math.sqrt(1 - share);
        int rows = (int) Math.round(side * height);
        int columns = (int) Math.round(side * width);
        int top = (int) (draws.unit("top") * (height - rows + 1));
        int left = (int) (draws.unit("left") * (width - columns + 1));
        for (int y = top; y < top + rows; y++) {
            int row = (y * width + left) * channels;
            System.arraycopy(other, from + row, own, at + row, columns * channels);
        }
        return 1 - (float) rows * columns / (height * width);
    }
}
