package dev.thaw.finetuning.keras.applications;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Size;

/** InceptionV3: parallel convolutions of several sizes, side by side (Szegedy et al. 2016, {@code inception_v3.py}). */
final class InceptionV3 {
    private static final Size ONE = Size.square(1);
    private static final Size THREE = Size.square(3);
    private static final Size FIVE = Size.square(5);
    private static final Size ROW_OF_SEVEN = new Size(1, 7);
    private static final Size COLUMN_OF_SEVEN = new Size(7, 1);

    private final NetworkBuilder layers = new NetworkBuilder("inception_v3");

    private InceptionV3() {
    }

    static Network build(Architecture.Form form) {
        return new InceptionV3().network(form);
    }

    private Network network(Architecture.Form form) {
        String x = layers.input(form.height(), form.width());
        x = conv(x, 32, THREE, 2, Padding.VALID);
        x = conv(x, 32, THREE, 1, Padding.VALID);
        x = conv(x, 64, THREE);
        x = maxPool(x);
        x = conv(x, 80, ONE, 1, Padding.VALID);
        x = conv(x, 192, THREE, 1, Padding.VALID);
        x = maxPool(x);
        x = widthOf35("mixed0", x, 32);
        x = widthOf35("mixed1", x, 64);
        x = widthOf35("mixed2", x, 64);
        x = narrowTo17(x);
        x = widthOf17("mixed4", x, 128);
        x = widthOf17("mixed5", x, 160);
        x = widthOf17("mixed6", x, 160);
        x = widthOf17("mixed7", x, 192);
        x = narrowTo8(x);
        x = widthOf8(0, x);
        x = widthOf8(1, x);
        return layers.build(form.includeTop() ? layers.averageAndClassify("avg_pool", x, form.classes()) : x);
    }

    /** Blocks are called by the width that their maps have when images are 299 pixels wide. */
    private String widthOf35(String name, String from, int pooled) {
        String one = conv(from, 64, ONE);
        String five = conv(conv(from, 48, ONE), 64, FIVE);
        String twoThrees = conv(conv(conv(from, 64, ONE), 96, THREE), 96, THREE);
        return concatenate(name, one, five, twoThrees, conv(averagePool(from), pooled, ONE));
    }

    private String narrowTo17(String from) {
        String three = conv(from, 384, THREE, 2, Padding.VALID);
        String twoThrees = conv(conv(conv(from, 64, ONE), 96, THREE), 96, THREE, 2, Padding.VALID);
        return concatenate("mixed3", three, twoThrees, maxPool(from));
    }

    private String widthOf17(String name, String from, int filters) {
        String one = conv(from, 192, ONE);
        String seven = conv(conv(conv(from, filters, ONE), filters, ROW_OF_SEVEN), 192, COLUMN_OF_SEVEN);
        String twoSevens = conv(conv(from, filters, ONE), filters, COLUMN_OF_SEVEN);
        twoSevens = conv(conv(twoSevens, filters, ROW_OF_SEVEN), filters, COLUMN_OF_SEVEN);
        twoSevens = conv(twoSevens, 192, ROW_OF_SEVEN);
        return concatenate(name, one, seven, twoSevens, conv(averagePool(from), 192, ONE));
    }

    private String narrowTo8(String from) {
        String three = conv(conv(from, 192, ONE), 320, THREE, 2, Padding.VALID);
        String seven = conv(conv(conv(from, 192, ONE), 192, ROW_OF_SEVEN), 192, COLUMN_OF_SEVEN);
        seven = conv(seven, 192, THREE, 2, Padding.VALID);
        return concatenate("mixed8", three, seven, maxPool(from));
    }

    private String widthOf8(int number, String from) {
        String one = conv(from, 320, ONE);
        String three = rowAndColumn("mixed9_" + number, conv(from, 384, ONE));
        String narrowed = conv(conv(from, 448, ONE), 384, THREE);
        String twoThrees = rowAndColumn(layers.automatic("concatenate"), narrowed);
        return concatenate("mixed" + (9 + number), one, three, twoThrees, conv(averagePool(from), 192, ONE));
    }

    private String rowAndColumn(String name, String from) {
        return concatenate(name, conv(from, 384, new Size(1, 3)), conv(from, 384, new Size(3, 1)));
    }

    private String conv(String from, int filters, Size kernel) {
        return conv(from, filters, kernel, 1, Padding.SAME);
    }

    private String conv(String from, int filters, Size kernel, int stride, Padding padding) {
        String x = layers.conv(layers.automatic("conv2d"), from, filters, kernel, stride, padding, Activation.LINEAR, false);
        x = layers.add(new Layer.BatchNormalization(layers.automatic("batch_normalization"), 1e-3, 0.99, true, false), x);
        return layers.relu(layers.automatic("activation"), x);
    }

    private String maxPool(String from) {
        return layers.maxPool(layers.automatic("max_pooling2d"), from, 3, 2, Padding.VALID);
    }

    private String averagePool(String from) {
        return layers.averagePool(layers.automatic("average_pooling2d"), from, 3, 1, Padding.SAME);
    }

    private String concatenate(String name, String... branches) {
        return layers.add(new Layer.Concatenate(name), branches);
    }
}
