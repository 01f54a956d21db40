package dev.thaw.finetuning.keras.applications;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;

/** Xception: depthwise separable convolutions with residuals (Chollet 2017, {@code keras/src/applications/xception.py}). */
final class Xception {
    private final NetworkBuilder layers = new NetworkBuilder("xception");

    private Xception() {
    }

    static Network build(Architecture.Form form) {
        return new Xception().network(form);
    }

    private Network network(Architecture.Form form) {
        String x = layers.input(form.height(), form.width());
        x = layers.conv("block1_conv1", x, 32, 3, 2, Padding.VALID, false);
        x = layers.relu("block1_conv1_act", normalization("block1_conv1_bn", x));
        x = layers.conv("block1_conv2", x, 64, 3, 1, Padding.VALID, false);
        x = layers.relu("block1_conv2_act", normalization("block1_conv2_bn", x));
        x = halving(2, x, 128, 128);
        x = halving(3, x, 256, 256);
        x = halving(4, x, 728, 728);
        for (int block = 5; block <= 12; block++) {
            x = middle(block, x);
        }
        x = halving(13, x, 728, 1024);
        x = layers.relu("block14_sepconv1_act", separable("block14_sepconv1", x, 1536));
        x = layers.relu("block14_sepconv2_act", separable("block14_sepconv2", x, 2048));
        return layers.build(form.includeTop() ? layers.averageAndClassify("avg_pool", x, form.classes()) : x);
    }

    private String halving(int block, String from, int filters, int filtersOut) {
        String prefix = "block" + block + "_sepconv";
        String residual = layers.conv(layers.automatic("conv2d"), from, filtersOut, 1, 2, Padding.SAME, false);
        residual = normalization(layers.automatic("batch_normalization"), residual);
        String x = block == 2 ? from : layers.relu(prefix + "1_act", from); // the second block's input has been activated
        x = separable(prefix + "1", x, filters);
        x = separable(prefix + "2", layers.relu(prefix + "2_act", x), filtersOut);
        x = layers.maxPool("block" + block + "_pool", x, 3, 2, Padding.SAME);
        return layers.add(new Layer.Add(layers.automatic("add")), x, residual);
    }

    private String middle(int block, String from) {
        String x = from;
        for (int number = 1; number <= 3; number++) {
            String convolution = "block" + block + "_sepconv" + number;
            x = separable(convolution, layers.relu(convolution + "_act", x), 728);
        }
        return layers.add(new Layer.Add(layers.automatic("add")), x, from);
    }

    private String separable(String layer, String from, int filters) {
        return normalization(layer + "_bn", layers.separable(layer, from, filters, 3, 1, Padding.SAME));
    }

    private String normalization(String layer, String from) {
        return layers.normalization(layer, from, 1e-3, 0.99);
    }
}
