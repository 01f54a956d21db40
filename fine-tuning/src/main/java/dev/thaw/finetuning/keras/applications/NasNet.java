package dev.thaw.finetuning.keras.applications;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;

/** NASNet-A (mobile): two kinds of cells that were found by search (Zoph et al. 2018, {@code keras/src/applications/nasnet.py}). */
final class NasNet {
    private static final int FILTERS = 44;
    private static final int CELLS = 4;

    private final NetworkBuilder layers = new NetworkBuilder("nasnet_mobile");

    private NasNet() {
    }

    static Network build(Architecture.Form form) {
        return new NasNet().network(form);
    }

    private Network network(Architecture.Form form) {
        String x = layers.input(form.height(), form.width());
        x = layers.conv("stem_conv1", x, 32, 3, 2, Padding.VALID, false);
        x = normalization("stem_bn1", x);
        String before = null; // each cell also takes what the cell before it took
        String stem = reduction(x, before, FILTERS / 4, "stem_1");
        before = x;
        x = reduction(stem, before, FILTERS / 2, "stem_2");
        before = stem;
        for (int stage = 0; stage < 3; stage++) {
            int filters = FILTERS << stage;
            if (stage > 0) {
                String reduced = reduction(x, before, filters, "reduce_" + CELLS * stage);
                before = x;
                x = reduced;
            }
            for (int cell = 0; cell < CELLS; cell++) {
                // Keras counts one more from the first reduction on
                String next = normal(x, before, filters, String.valueOf(CELLS * stage + cell + Math.min(stage, 1)));
                before = x;
                x = next;
            }
        }
        x = layers.relu(layers.automatic("activation"), x);
        return layers.build(form.includeTop()
                ? layers.averageAndClassify(layers.automatic("global_average_pooling2d"), x, form.classes())
                : x);
    }

    private String normal(String from, String before, int filters, String id) {
        String p = adjusted(before, from, filters, id);
        String h = narrowed("normal", from, filters, id);
        String one = add("normal_add_1_" + id, separable(h, filters, 5, 1, "normal_left1_" + id),
                separable(p, filters, 3, 1, "normal_right1_" + id));
        String two = add("normal_add_2_" + id, separable(p, filters, 5, 1, "normal_left2_" + id),
                separable(p, filters, 3, 1, "normal_right2_" + id));
        String three = add("normal_add_3_" + id, layers.averagePool("normal_left3_" + id, h, 3, 1, Padding.SAME), p);
        String four = add("normal_add_4_" + id, layers.averagePool("normal_left4_" + id, p, 3, 1, Padding.SAME),
                layers.averagePool("normal_right4_" + id, p, 3, 1, Padding.SAME));
        String five = add("normal_add_5_" + id, separable(h, filters, 3, 1, "normal_left5_" + id), h);
        return layers.add(new Layer.Concatenate("normal_concat_" + id), p, one, two, three, four, five);
    }

    private String reduction(String from, String before, int filters, String id) {
        String p = adjusted(before, from, filters, id);
        String h = narrowed("reduction", from, filters, id);
        String padded = layers.correctPad("reduction_pad_1_" + id, h, 3);
        String one = add("reduction_add_1_" + id, separable(h, filters, 5, 2, "reduction_left1_" + id),
                separable(p, filters, 7, 2, "reduction_right1_" + id));
        String two = add("reduction_add_2_" + id, layers.maxPool("reduction_left2_" + id, padded, 3, 2, Padding.VALID),
                separable(p, filters, 7, 2, "reduction_right2_" + id));
        String three = add("reduction_add3_" + id, layers.averagePool("reduction_left3_" + id, padded, 3, 2, Padding.VALID),
                separable(p, filters, 5, 2, "reduction_right3_" + id));
        String four = add(layers.automatic("add"), two,
                layers.averagePool("reduction_left4_" + id, one, 3, 1, Padding.SAME));
        String five = add("reduction_add4_" + id, separable(one, filters, 3, 1, "reduction_left4_" + id),
                layers.maxPool("reduction_right5_" + id, padded, 3, 2, Padding.VALID));
        return layers.add(new Layer.Concatenate("reduction_concat_" + id), two, three, four, five);
    }

    private String narrowed(String kind, String from, int filters, String id) {
        String x = layers.relu(layers.automatic("activation"), from);
        x = layers.conv(kind + "_conv_1_" + id, x, filters, 1, 1, Padding.SAME, false);
        return normalization(kind + "_bn_1_" + id, x);
    }

    /** The earlier input, brought to the size of the later one or to the cell's number of filters. */
    private String adjusted(String before, String from, int filters, String id) {
        if (before == null) {
            return from;
        }
        if (layers.shapeOf(before).get(1) != layers.shapeOf(from).get(1)) {
            return halved(before, filters, id);
        }
        if (layers.shapeOf(before).channels() == filters) {
            return before;
        }
        String x = layers.relu(layers.automatic("activation"), before);
        x = layers.conv("adjust_conv_projection_" + id, x, filters, 1, 1, Padding.SAME, false);
        return normalization("adjust_bn_" + id, x);
    }

    /** Every second pixel, beside every second pixel of the map moved by one. */
    private String halved(String from, int filters, String id) {
        String x = layers.relu("adjust_relu_1_" + id, from);
        String here = layers.averagePool("adjust_avg_pool_1_" + id, x, 1, 2, Padding.VALID);
        here = layers.conv("adjust_conv_1_" + id, here, filters / 2, 1, 1, Padding.SAME, false);
        String moved = layers.add(new Layer.ZeroPadding2D(layers.automatic("zero_padding2d"), 0, 1, 0, 1), x);
        moved = layers.add(new Layer.Cropping2D(layers.automatic("cropping2d"), 1, 0, 1, 0), moved);
        moved = layers.averagePool("adjust_avg_pool_2_" + id, moved, 1, 2, Padding.VALID);
        moved = layers.conv("adjust_conv_2_" + id, moved, filters / 2, 1, 1, Padding.SAME, false);
        String both = layers.add(new Layer.Concatenate(layers.automatic("concatenate")), here, moved);
        return normalization("adjust_bn_" + id, both);
    }

    private String separable(String from, int filters, int kernel, int stride, String id) {
        String x = layers.relu(layers.automatic("activation"), from);
        if (stride == 2) {
            x = layers.correctPad("separable_conv_1_pad_" + id, x, kernel);
        }
        x = layers.separable("separable_conv_1_" + id, x, filters, kernel, stride, stride == 2 ? Padding.VALID : Padding.SAME);
        x = layers.relu(layers.automatic("activation"), normalization("separable_conv_1_bn_" + id, x));
        x = layers.separable("separable_conv_2_" + id, x, filters, kernel, 1, Padding.SAME);
        return normalization("separable_conv_2_bn_" + id, x);
    }

    private String add(String name, String one, String other) {
        return layers.add(new Layer.Add(name), one, other);
    }

    private String normalization(String layer, String from) {
        return layers.normalization(layer, from, 1e-3, 0.9997);
    }
}
