package dev.thaw.finetuning.keras.applications;

import java.util.Locale;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;

/** DenseNet121, 169 and 201: each layer takes the outputs of all before it in its block (Huang et al. 2017, {@code densenet.py}). */
final class DenseNet {
    private static final int GROWTH = 32;

    private DenseNet() {
    }

    /** @param blocks how many layers each of the four dense blocks has */
    static Architecture of(String name, int... blocks) {
        return form -> build(name.toLowerCase(Locale.ROOT), blocks, form);
    }

    private static Network build(String name, int[] blocks, Architecture.Form form) {
        NetworkBuilder layers = new NetworkBuilder(name);
        String x = layers.input(form.height(), form.width());
        x = layers.pad(layers.automatic("zero_padding2d"), x, 3);
        x = layers.conv("conv1_conv", x, 64, 7, 2, Padding.VALID, false);
        x = layers.relu("conv1_relu", normalization(layers, "conv1_bn", x));
        x = layers.pad(layers.automatic("zero_padding2d"), x, 1);
        x = layers.maxPool("pool1", x, 3, 2, Padding.VALID);
        for (int stage = 0; stage < blocks.length; stage++) {
            if (stage > 0) {
                x = transition(layers, "pool" + (stage + 1), x);
            }
            for (int block = 1; block <= blocks[stage]; block++) {
                x = dense(layers, "conv" + (stage + 2) + "_block" + block, x);
            }
        }
        x = layers.relu("relu", normalization(layers, "bn", x));
        return layers.build(form.includeTop() ? layers.averageAndClassify("avg_pool", x, form.classes()) : x);
    }

    private static String transition(NetworkBuilder layers, String name, String from) {
        String x = layers.relu(name + "_relu", normalization(layers, name + "_bn", from));
        x = layers.conv(name + "_conv", x, layers.shapeOf(x).channels() / 2, 1, 1, Padding.VALID, false);
        return layers.averagePool(name + "_pool", x, 2, 2, Padding.VALID);
    }

    private static String dense(NetworkBuilder layers, String block, String from) {
        String x = layers.relu(block + "_0_relu", normalization(layers, block + "_0_bn", from));
        x = layers.conv(block + "_1_conv", x, 4 * GROWTH, 1, 1, Padding.VALID, false);
        x = layers.relu(block + "_1_relu", normalization(layers, block + "_1_bn", x));
        x = layers.conv(block + "_2_conv", x, GROWTH, 3, 1, Padding.SAME, false);
        return layers.add(new Layer.Concatenate(block + "_concat"), from, x);
    }

    private static String normalization(NetworkBuilder layers, String layer, String from) {
        return layers.normalization(layer, from, 1.001e-5, 0.99);
    }
}
