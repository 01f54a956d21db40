package dev.thaw.finetuning.keras.applications;

import java.util.Locale;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;

/** ResNet50, 101 and 152: bottlenecks around which the input is carried (He et al. 2015, {@code keras/src/applications/resnet.py}). */
final class ResNet {
    static final double EPSILON = 1.001e-5;
    static final double MOMENTUM = 0.99;

    private ResNet() {
    }

    /** @param blocks how many bottlenecks each of the four stages has */
    static Architecture of(String name, int... blocks) {
        return form -> build(name.toLowerCase(Locale.ROOT), blocks, form);
    }

    private static Network build(String name, int[] blocks, Architecture.Form form) {
        NetworkBuilder layers = new NetworkBuilder(name);
        String x = layers.input(form.height(), form.width());
        x = layers.pad("conv1_pad", x, 3);
        x = layers.conv("conv1_conv", x, 64, 7, 2, Padding.VALID, true);
        x = normalizedRelu(layers, "conv1", x);
        x = layers.pad("pool1_pad", x, 1);
        x = layers.maxPool("pool1_pool", x, 3, 2, Padding.VALID);
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 1; block <= blocks[stage]; block++) {
                int stride = stage > 0 && block == 1 ? 2 : 1;
                x = bottleneck(layers, "conv" + (stage + 2) + "_block" + block, x, 64 << stage, stride, block == 1);
            }
        }
        return layers.build(form.includeTop() ? layers.averageAndClassify("avg_pool", x, form.classes()) : x);
    }

    private static String bottleneck(NetworkBuilder layers, String block, String from, int filters, int stride,
            boolean projects) {
        String shortcut = from;
        if (projects) {
            shortcut = layers.conv(block + "_0_conv", from, 4 * filters, 1, stride, Padding.VALID, true);
            shortcut = normalization(layers, block + "_0", shortcut);
        }
        String x = layers.conv(block + "_1_conv", from, filters, 1, stride, Padding.VALID, true);
        x = normalizedRelu(layers, block + "_1", x);
        x = layers.conv(block + "_2_conv", x, filters, 3, 1, Padding.SAME, true);
        x = normalizedRelu(layers, block + "_2", x);
        x = layers.conv(block + "_3_conv", x, 4 * filters, 1, 1, Padding.VALID, true);
        x = normalization(layers, block + "_3", x);
        x = layers.add(new Layer.Add(block + "_add"), shortcut, x);
        return layers.relu(block + "_out", x);
    }

    private static String normalizedRelu(NetworkBuilder layers, String prefix, String from) {
        return layers.relu(prefix + "_relu", normalization(layers, prefix, from));
    }

    private static String normalization(NetworkBuilder layers, String prefix, String from) {
        return layers.normalization(prefix + "_bn", from, EPSILON, MOMENTUM);
    }
}
