package dev.thaw.finetuning.keras.applications;

import java.util.List;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Size;

/**
 * SqueezeNet 1.1: fire modules, which squeeze the channels before they expand them (Iandola et al. 2016). Not of Keras
 * Applications; names and shapes are those of the published Keras weights, with underscores for slashes.
 */
final class SqueezeNet {
    private static final List<Integer> SQUEEZED = List.of(16, 16, 32, 32, 48, 48, 64, 64);
    private static final int FIRST_MODULE = 2;

    private SqueezeNet() {
    }

    static Network build(Architecture.Form form) {
        NetworkBuilder layers = new NetworkBuilder("squeezenet_v1.1");
        String x = layers.input(form.height(), form.width());
        x = layers.conv("conv1", x, 64, 3, 2, Padding.VALID, true);
        x = layers.relu("relu_conv1", x);
        x = layers.maxPool("pool1", x, 3, 2, Padding.VALID);
        for (int module = FIRST_MODULE; module < FIRST_MODULE + SQUEEZED.size(); module++) {
            x = fire(layers, "fire" + module + "_", x, SQUEEZED.get(module - FIRST_MODULE));
            if (module == 3 || module == 5) {
                x = layers.maxPool("pool" + module, x, 3, 2, Padding.VALID);
            }
        }
        if (form.includeTop()) {
            x = layers.add(new Layer.Dropout("drop9", 0.5), x);
            x = layers.relu("relu_conv10", layers.conv("conv10", x, form.classes(), 1, 1, Padding.VALID, true));
            x = layers.add(new Layer.GlobalAveragePooling2D(layers.automatic("global_average_pooling2d"), false), x);
            x = layers.activation("loss", x, Activation.SOFTMAX);
        }
        return layers.build(x);
    }

    private static String fire(NetworkBuilder layers, String prefix, String from, int squeezed) {
        String x = convRelu(layers, prefix, "squeeze1x1", from, squeezed, 1, Padding.VALID);
        String one = convRelu(layers, prefix, "expand1x1", x, 4 * squeezed, 1, Padding.VALID);
        String three = convRelu(layers, prefix, "expand3x3", x, 4 * squeezed, 3, Padding.SAME);
        return layers.add(new Layer.Concatenate(prefix + "concat"), one, three);
    }

    private static String convRelu(NetworkBuilder layers, String prefix, String name, String from, int filters, int kernel,
            Padding padding) {
        String x = layers.conv(prefix + name, from, filters, Size.square(kernel), 1, padding, Activation.LINEAR, true);
        return layers.relu(prefix + "relu_" + name, x);
    }
}
