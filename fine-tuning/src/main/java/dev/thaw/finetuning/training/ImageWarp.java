package dev.thaw.finetuning.training;

import dev.thaw.finetuning.network.Shape;

/**
 * Turns pixels to what the network takes, mirrored and rotated as a view wants it: rotation about the middle, bilinear, with the
 * image reflected at its borders (dcba|abcd|dcba), as Keras's RandomRotation does.
 */
final class ImageWarp {
    private final int height;
    private final int width;
    private final int channels;

    ImageWarp(Shape image) {
        this.height = image.get(0);
        this.width = image.get(1);
        this.channels = image.get(2);
    }

    int size() {
        return height * width * channels;
    }

    /** Writes the view's numbers, 0..255, row by row, from {@code offset} on. */
    void write(byte[] pixels, Transform transform, float[] target, int offset) {
        if (pixels.length != size()) {
            throw new IllegalArgumentException("an image has " + pixels.length + " bytes, but the network takes " + height + " x "
                    + width + " pixels of " + channels + " channels: " + size() + " bytes");
        }
        if (transform.angle() != 0) {
            rotate(pixels, transform, target, offset);
            return;
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = (y * width + (transform.mirrored() ? width - 1 - x : x)) * channels;
                int to = offset + (y * width + x) * channels;
                for (int c = 0; c < channels; c++) {
                    target[to + c] = pixels[from + c] & 0xFF;
                }
            }
        }
    }

    private void rotate(byte[] pixels, Transform transform, float[] target, int offset) {
        double cos = Math.cos(transform.angle());
        double sin = Math.sin(transform.angle());
        double middleY = (height - 1) / 2.0;
        double middleX = (width - 1) / 2.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // where the pixel comes from: turned back by the angle (y points down)
                double fromX = cos * (x - middleX) - sin * (y - middleY) + middleX;
                double fromY = sin * (x - middleX) + cos * (y - middleY) + middleY;
                interpolate(pixels, transform.mirrored(), fromY, fromX, target, offset + (y * width + x) * channels);
            }
        }
    }

    private void interpolate(byte[] pixels, boolean mirrored, double fromY, double fromX, float[] target, int to) {
        int top = (int) Math.floor(fromY);
        int left = (int) Math.floor(fromX);
        float down = (float) (fromY - top);
        float right = (float) (fromX - left);
        int above = reflect(top, height) * width;
        int below = reflect(top + 1, height) * width;
        int before = column(left, mirrored);
        int after = column(left + 1, mirrored);
        for (int c = 0; c < channels; c++) {
            float upper = mix(pixels[(above + before) * channels + c], pixels[(above + after) * channels + c], right);
            float lower = mix(pixels[(below + before) * channels + c], pixels[(below + after) * channels + c], right);
            target[to + c] = upper + (lower - upper) * down;
        }
    }

    private int column(int x, boolean mirrored) {
        int inside = reflect(x, width);
        return mirrored ? width - 1 - inside : inside;
    }

    private static float mix(byte one, byte other, float share) {
        int a = one & 0xFF;
        int b = other & 0xFF;
        return a + (b - a) * share;
    }

    private static int reflect(int place, int size) {
        int period = Math.floorMod(place, 2 * size);
        return period < size ? period : 2 * size - 1 - period;
    }
}
