package dev.thaw.finetuning.keras.applications;

import java.util.Locale;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;

/** ResNet50V2, 101V2 and 152V2: as {@link ResNet}, with normalization before the convolutions (He et al. 2016, {@code resnet_v2.py}). */
final class ResNetV2 {

    private ResNetV2() {
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
        x = layers.pad("pool1_pad", x, 1);
        x = layers.maxPool("pool1_pool", x, 3, 2, Padding.VALID);
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 1; block <= blocks[stage]; block++) {
                int stride = block == blocks[stage] && stage < blocks.length - 1 ? 2 : 1;
                x = bottleneck(layers, "conv" + (stage + 2) + "_block" + block, x, 64 << stage, stride, block == 1);
            }
        }
        x = normalizedRelu(layers, "post", x);
        return layers.build(form.includeTop() ? layers.averageAndClassify("avg_pool", x, form.classes()) : x);
    }

    private static String bottleneck(NetworkBuilder layers, String block, String from, int filters, int stride,
            boolean projects) {
        String before = normalizedRelu(layers, block + "_preact", from);
        String shortcut = from;
        if (projects) {
            shortcut = layers.conv(block + "_0_conv", before, 4 * filters, 1, stride, Padding.VALID, true);
        } else if (stride > 1) {
            shortcut = layers.maxPool(layers.automatic("max_pooling2d"), from, 1, stride, Padding.VALID);
        }
        String x = layers.conv(block + "_1_conv", before, filters, 1, 1, Padding.VALID, false);
        x = normalizedRelu(layers, block + "_1", x);
        x = layers.pad(block + "_2_pad", x, 1);
        x = layers.conv(block + "_2_conv", x, filters, 3, stride, Padding.VALID, false);
        x = normalizedRelu(layers, block + "_2", x);
        x = layers.conv(block + "_3_conv", x, 4 * filters, 1, 1, Padding.VALID, true);
        return layers.add(new Layer.Add(block + "_out"), shortcut, x);
    }

    private static String normalizedRelu(NetworkBuilder layers, String prefix, String from) {
        return layers.relu(prefix + "_relu", layers.normalization(prefix + "_bn", from, ResNet.EPSILON, ResNet.MOMENTUM));
    }
}
