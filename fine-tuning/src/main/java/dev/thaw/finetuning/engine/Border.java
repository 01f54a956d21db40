package dev.thaw.finetuning.engine;

import java.util.Optional;

import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** How a convolution treats the border: by a rule, or with as many rows and columns of zeros on either side. */
record Border(PaddingMode mode, int rows, int columns) {

    static Border of(Padding padding) {
        return new Border(padding == Padding.SAME ? PaddingMode.SAME : PaddingMode.VALID, 0, 0);
    }

    /**
     * The border that does what zero padding and then a VALID convolution do, so that the padded map need not be made;
     * none if there is no such border.
     *
     * @param in the shape before the padding
     */
    static Optional<Border> absorbing(Layer.ZeroPadding2D pad, Size kernel, Size strides, Shape in) {
        if (pad.top() == pad.bottom() && pad.left() == pad.right()) {
            return Optional.of(new Border(PaddingMode.VALID, pad.top(), pad.left()));
        }
        boolean same = isSame(in.get(0), kernel.height(), strides.height(), pad.top(), pad.bottom())
                && isSame(in.get(1), kernel.width(), strides.width(), pad.left(), pad.right());
        return same ? Optional.of(new Border(PaddingMode.SAME, 0, 0)) : Optional.empty();
    }

    private static boolean isSame(int in, int kernel, int stride, int before, int after) {
        int out = (in + stride - 1) / stride;
        int total = Math.max((out - 1) * stride + kernel - in, 0);
        return before == total / 2 && after == total - total / 2 && (in + total - kernel) / stride + 1 == out;
    }
}
