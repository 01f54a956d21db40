package dev.thaw.finetuning.export.onnx;

import java.util.List;

import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** The attributes of windows that move over a map. */
final class Windows {

    private Windows() {
    }

    static List<Integer> sides(Size size) {
        return List.of(size.height(), size.width());
    }

    /**
     * Top, left, bottom, right. SAME is TensorFlow's: {@code out = ceil(in / stride)}, and of an odd number the larger half is at the
     * bottom and the right. Written out, since runtimes disagree on {@code SAME_UPPER} with dilations.
     */
    static List<Integer> pads(Shape in, Size window, Size strides, Size dilation, Padding padding) {
        if (padding == Padding.VALID) {
            return List.of(0, 0, 0, 0);
        }
        int rows = missing(in.get(0), window.height(), strides.height(), dilation.height());
        int columns = missing(in.get(1), window.width(), strides.width(), dilation.width());
        return List.of(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
    }

    private static int missing(int in, int window, int stride, int dilation) {
        int out = (in + stride - 1) / stride;
        return Math.max((out - 1) * stride + (window - 1) * dilation + 1 - in, 0);
    }
}
