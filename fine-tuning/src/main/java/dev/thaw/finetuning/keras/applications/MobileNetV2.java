package dev.thaw.finetuning.keras.applications;

import java.util.Locale;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;

/** MobileNetV2: inverted residuals with linear bottlenecks (Sandler et al. 2018, {@code mobilenet_v2.py}). */
final class MobileNetV2 {
    private static final int[] FILTERS = {16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320};
    private static final int EXPANSION = 6;

    private MobileNetV2() {
    }

    /** @param alpha factor of the number of filters of every layer */
    static Architecture of(double alpha) {
        return form -> build(alpha, form);
    }

    private static Network build(double alpha, Architecture.Form form) {
        NetworkBuilder layers = new NetworkBuilder(String.format(Locale.ROOT, "mobilenetv2_%.2f_%d", alpha, form.height()));
        String x = layers.input(form.height(), form.width());
        x = layers.conv("Conv1", x, divisible(32 * alpha), 3, 2, Padding.SAME, false);
        x = layers.relu6("Conv1_relu", normalization(layers, "bn_Conv1", x));
        for (int block = 0; block < FILTERS.length; block++) {
            int stride = block == 1 || block == 3 || block == 6 || block == 13 ? 2 : 1;
            x = invertedResidual(layers, x, block, divisible((int) (FILTERS[block] * alpha)), stride);
        }
        x = layers.conv("Conv_1", x, alpha > 1 ? divisible(1280 * alpha) : 1280, 1, 1, Padding.VALID, false);
        x = layers.relu6("out_relu", normalization(layers, "Conv_1_bn", x));
        return layers.build(form.includeTop()
                ? layers.averageAndClassify(layers.automatic("global_average_pooling2d"), x, form.classes())
                : x);
    }

    private static String invertedResidual(NetworkBuilder layers, String from, int block, int filters, int stride) {
        String prefix = block == 0 ? "expanded_conv_" : "block_" + block + "_";
        int in = layers.shapeOf(from).channels();
        String x = from;
        if (block > 0) {
            x = layers.conv(prefix + "expand", x, EXPANSION * in, 1, 1, Padding.SAME, false);
            x = layers.relu6(prefix + "expand_relu", normalization(layers, prefix + "expand_BN", x));
        }
        if (stride == 2) {
            x = layers.correctPad(prefix + "pad", x, 3);
        }
        x = layers.depthwise(prefix + "depthwise", x, 3, stride, stride == 2 ? Padding.VALID : Padding.SAME);
        x = layers.relu6(prefix + "depthwise_relu", normalization(layers, prefix + "depthwise_BN", x));
        x = layers.conv(prefix + "project", x, filters, 1, 1, Padding.SAME, false);
        x = normalization(layers, prefix + "project_BN", x);
        return in == filters && stride == 1 ? layers.add(new Layer.Add(prefix + "add"), from, x) : x;
    }

    private static String normalization(NetworkBuilder layers, String layer, String from) {
        return layers.normalization(layer, from, 1e-3, 0.999);
    }

    /** The multiple of 8 that is nearest, and not below nine tenths of the value. */
    private static int divisible(double value) {
        int rounded = Math.max(8, (int) (value + 4) / 8 * 8);
        return rounded < 0.9 * value ? rounded + 8 : rounded;
    }
}
