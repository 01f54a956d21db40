package dev.thaw.finetuning.keras.applications;

import java.util.Locale;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Size;

/** VGG16 and VGG19: five blocks of 3x3 convolutions (Simonyan and Zisserman 2015, {@code keras/src/applications/vgg16.py}). */
final class Vgg {
    private static final int[] FILTERS = {64, 128, 256, 512, 512};

    private Vgg() {
    }

    /** @param convolutions how many each of the last three blocks has; the first two have two */
    static Architecture of(String name, int convolutions) {
        return form -> build(name.toLowerCase(Locale.ROOT), convolutions, form);
    }

    private static Network build(String name, int convolutions, Architecture.Form form) {
        NetworkBuilder layers = new NetworkBuilder(name);
        String x = layers.input(form.height(), form.width());
        for (int block = 1; block <= FILTERS.length; block++) {
            for (int number = 1; number <= (block <= 2 ? 2 : convolutions); number++) {
                x = layers.conv("block" + block + "_conv" + number, x, FILTERS[block - 1], Size.square(3), 1, Padding.SAME,
                        Activation.RELU, true);
            }
            x = layers.maxPool("block" + block + "_pool", x, 2, 2, Padding.VALID);
        }
        if (form.includeTop()) {
            x = layers.add(new Layer.Flatten("flatten"), x);
            x = layers.add(new Layer.Dense("fc1", 4096, Activation.RELU, true), x);
            x = layers.add(new Layer.Dense("fc2", 4096, Activation.RELU, true), x);
            x = layers.classify(x, form.classes());
        }
        return layers.build(x);
    }
}
