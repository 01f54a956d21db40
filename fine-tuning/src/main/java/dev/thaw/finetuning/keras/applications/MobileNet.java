package dev.thaw.finetuning.keras.applications;

import java.util.Locale;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;

/** MobileNet: depthwise convolutions, each followed by one over the channels (Howard et al. 2017, {@code mobilenet.py}). */
final class MobileNet {
    private static final int[] FILTERS = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    private static final double DROPOUT = 1e-3;

    private MobileNet() {
    }

    /** @param alpha factor of the number of filters of every layer */
    static Architecture of(double alpha) {
        return form -> build(alpha, form);
    }

    private static Network build(double alpha, Architecture.Form form) {
        NetworkBuilder layers = new NetworkBuilder(String.format(Locale.ROOT, "mobilenet_%.2f_%d", alpha, form.height()));
        String x = layers.input(form.height(), form.width());
        x = layers.conv("conv1", x, (int) (32 * alpha), 3, 2, Padding.SAME, false);
        x = normalizedRelu(layers, "conv1", x);
        for (int block = 1; block <= FILTERS.length; block++) {
            boolean halves = block == 2 || block == 4 || block == 6 || block == 12;
            if (halves) {
                x = layers.add(new Layer.ZeroPadding2D("conv_pad_" + block, 0, 1, 0, 1), x);
            }
            x = layers.depthwise("conv_dw_" + block, x, 3, halves ? 2 : 1, halves ? Padding.VALID : Padding.SAME);
            x = normalizedRelu(layers, "conv_dw_" + block, x);
            x = layers.conv("conv_pw_" + block, x, (int) (FILTERS[block - 1] * alpha), 1, 1, Padding.SAME, false);
            x = normalizedRelu(layers, "conv_pw_" + block, x);
        }
        if (form.includeTop()) {
            x = layers.add(new Layer.GlobalAveragePooling2D(layers.automatic("global_average_pooling2d"), true), x);
            x = layers.add(new Layer.Dropout("dropout", DROPOUT), x);
            x = layers.conv("conv_preds", x, form.classes(), 1, 1, Padding.SAME, true);
            x = layers.add(new Layer.Reshape("reshape_2", Shape.of(form.classes())), x);
            x = layers.activation("predictions", x, Activation.SOFTMAX);
        }
        return layers.build(x);
    }

    private static String normalizedRelu(NetworkBuilder layers, String convolution, String from) {
        String x = layers.normalization(convolution + "_bn", from, 1e-3, 0.99);
        return layers.relu6(convolution + "_relu", x);
    }
}
