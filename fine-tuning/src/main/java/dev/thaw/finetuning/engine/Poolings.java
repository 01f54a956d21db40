package dev.thaw.finetuning.engine;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** Pooling over windows and over whole maps, NHWC. */
final class Poolings {
    private final SameDiff sd;

    Poolings(SameDiff sd) {
        this.sd = sd;
    }

    SDVariable max(Layer.MaxPooling2D layer, SDVariable x) {
        return sd.cnn.maxPooling2d(x, config(layer.pool(), layer.strides(), layer.padding()));
    }

    SDVariable average(Layer.AveragePooling2D layer, SDVariable x) {
        return sd.cnn.avgPooling2d(x, config(layer.pool(), layer.strides(), layer.padding()));
    }

    SDVariable globalAverage(SDVariable x, boolean keepDimensions) {
        return sd.mean(x, keepDimensions, 1, 2);
    }

    /** As one window: ties share nothing, the first largest value takes the gradient. */
    SDVariable globalMax(SDVariable x, Shape in, boolean keepDimensions) {
        Size all = new Size(in.get(0), in.get(1));
        SDVariable pooled = sd.cnn.maxPooling2d(x, config(all, all, Padding.VALID));
        return keepDimensions ? pooled : sd.reshape(pooled, -1, in.channels());
    }

    private static Pooling2DConfig config(Size pool, Size strides, Padding padding) {
        return Pooling2DConfig.builder().kH(pool.height()).kW(pool.width()).sH(strides.height()).sW(strides.width())
                .paddingMode(padding == Padding.SAME ? PaddingMode.SAME : PaddingMode.VALID)
                .isNHWC(true).build();
    }
}
