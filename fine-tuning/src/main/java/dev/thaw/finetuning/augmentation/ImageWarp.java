package dev.thaw.finetuning.augmentation;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.plan.AugmentationPlan.Fill;

/** Turns pixels to what the network takes, as a variant wants them: warped once, bilinear, then coloured. Thread-safe. */
public final class ImageWarp {
    private final int height;
    private final int width;
    private final int channels;

    /** @param image (height, width, channels) */
    public ImageWarp(Shape image) {
        this.height = image.get(0);
        this.width = image.get(1);
        this.channels = image.get(2);
    }

    /** Numbers of an image. */
    public int size() {
        return height * width * channels;
    }

    /** Writes the variant's numbers, 0..255, row by row, from {@code offset} on. */
    public void write(byte[] pixels, Transform transform, float[] target, int offset) {
        if (pixels.length != size()) {
            throw new IllegalArgumentException("an image has " + pixels.length + " bytes, but the network takes " + height + " x "
                    + width + " pixels of " + channels + " channels: " + size() + " bytes");
        }
        if (transform.geometry().equals(Geometry.NONE)) {
            for (int i = 0; i < pixels.length; i++) {
                target[offset + i] = pixels[i] & 0xFF;
            }
        } else {
            warp(pixels, transform.geometry().warp(height, width), transform.fill(), target, offset);
        }
        transform.colour().apply(target, offset, size(), channels);
        transform.cutout().apply(target, offset, height, width, channels);
    }

    private void warp(byte[] pixels, Affine affine, Fill fill, float[] target, int offset) {
        int to = offset;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                interpolate(pixels, affine.sourceY(x, y), affine.sourceX(x, y), fill, target, to);
                to += channels;
            }
        }
    }

    private void interpolate(byte[] pixels, double fromY, double fromX, Fill fill, float[] target, int to) {
        int top = (int) Math.floor(fromY);
        int left = (int) Math.floor(fromX);
        float down = (float) (fromY - top);
        float right = (float) (fromX - left);
        if (top >= 0 && left >= 0 && top < height - 1 && left < width - 1) {
            int first = (top * width + left) * channels;
            for (int at = first; at < first + channels; at++) {
                int below = at + width * channels;
                float upper = mix(pixels[at] & 0xFF, pixels[at + channels] & 0xFF, right);
                float lower = mix(pixels[below] & 0xFF, pixels[below + channels] & 0xFF, right);
                target[to + at - first] = mix(upper, lower, down);
            }
            return;
        }
        int above = inside(top, height, fill);
        int below = inside(top + 1, height, fill);
        int before = inside(left, width, fill);
        int after = inside(left + 1, width, fill);
        for (int c = 0; c < channels; c++) {
            float upper = mix(at(pixels, above, before, c), at(pixels, above, after, c), right);
            float lower = mix(at(pixels, below, before, c), at(pixels, below, after, c), right);
            target[to + c] = mix(upper, lower, down);
        }
    }

    /** Black outside. */
    private int at(byte[] pixels, int y, int x, int channel) {
        return y < 0 || x < 0 ? 0 : pixels[(y * width + x) * channels + channel] & 0xFF;
    }

    private static float mix(float one, float other, float share) {
        return one + (other - one) * share;
    }

    /** The place of the image that stands for one that may be beyond its border; -1 for none. */
    private static int inside(int place, int size, Fill fill) {
        if (place >= 0 && place < size) {
            return place;
        }
        return switch (fill) {
            case REFLECT -> {
                int period = Math.floorMod(place, 2 * size);
                yield period < size ? period : 2 * size - 1 - period;
            }
            case NEAREST -> place < 0 ? 0 : size - 1;
            case WRAP -> Math.floorMod(place, size);
            case CONSTANT -> -1;
        };
    }
}
