package dev.thaw.finetuning.keras.applications;

import java.util.List;
import java.util.Locale;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/**
 * EfficientNetB0 to B3: inverted residuals with squeeze-and-excitation, scaled together in width and depth (Tan and Le 2019,
 * {@code efficientnet.py}). It takes raw pixels: rescaling and normalization are its first layers.
 */
final class EfficientNet {
    private static final List<Stage> STAGES = List.of(new Stage(3, 1, 32, 16, 1, 1), new Stage(3, 2, 16, 24, 6, 2),
            new Stage(5, 2, 24, 40, 6, 2), new Stage(3, 3, 40, 80, 6, 2), new Stage(5, 3, 80, 112, 6, 1),
            new Stage(5, 4, 112, 192, 6, 2), new Stage(3, 1, 192, 320, 6, 1));
    /** Of the branch of the last block; the others drop in proportion to their depth (stochastic depth). */
    private static final double DROP_CONNECT = 0.2;
    private static final double SQUEEZED = 0.25;
    /** One over the square root of ImageNet's standard deviations of R, G, B. */
    private static final List<Double> SCALE_FOR_IMAGENET = List.of(1 / Math.sqrt(0.229), 1 / Math.sqrt(0.224),
            1 / Math.sqrt(0.225));

    private final NetworkBuilder layers;
    private final Scale scale;

    /** The blocks between two changes of the number of filters. */
    private record Stage(int kernel, int repeats, int filtersIn, int filtersOut, int expansion, int stride) {
    }

    /** One inverted residual. */
    private record Block(String prefix, int kernel, int stride, int expansion, int filtersIn, int filtersOut, double drop) {
    }

    private record Scale(double width, double depth, double dropout) {

        /** The multiple of 8 that is nearest, and not below nine tenths of the value. */
        int filters(int of) {
            double wanted = of * width;
            int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
            return rounded < 0.9 * wanted ? rounded + 8 : rounded;
        }

        int repeats(int of) {
            return (int) Math.ceil(depth * of);
        }
    }

    private EfficientNet(String name, Scale scale) {
        this.layers = new NetworkBuilder(name.toLowerCase(Locale.ROOT));
        this.scale = scale;
    }

    static Architecture of(String name, double width, double depth, double dropout) {
        return form -> new EfficientNet(name, new Scale(width, depth, dropout)).network(form);
    }

    private Network network(Architecture.Form form) {
        String x = layers.input(form.height(), form.width());
        x = layers.add(new Layer.Rescaling(layers.automatic("rescaling"), List.of(1 / 255.0), List.of(0.0)), x);
        x = layers.add(new Layer.Normalization(layers.automatic("normalization"), true), x);
        if (form.imageNet()) {
            x = layers.add(new Layer.Rescaling(layers.automatic("rescaling"), SCALE_FOR_IMAGENET, List.of(0.0)), x);
        }
        x = layers.correctPad("stem_conv_pad", x, 3);
        x = layers.conv("stem_conv", x, scale.filters(32), 3, 2, Padding.VALID, false);
        x = normalizedSwish("stem_", "bn", "activation", x);
        int blocks = STAGES.stream().mapToInt(stage -> scale.repeats(stage.repeats())).sum();
        int number = 0;
        for (int index = 0; index < STAGES.size(); index++) {
            Stage stage = STAGES.get(index);
            for (int repeat = 0; repeat < scale.repeats(stage.repeats()); repeat++) {
                x = residual(x, new Block("block" + (index + 1) + (char) ('a' + repeat) + "_", stage.kernel(),
                        repeat == 0 ? stage.stride() : 1, stage.expansion(),
                        scale.filters(repeat == 0 ? stage.filtersIn() : stage.filtersOut()), scale.filters(stage.filtersOut()),
                        DROP_CONNECT * number++ / blocks));
            }
        }
        x = layers.conv("top_conv", x, scale.filters(1280), 1, 1, Padding.SAME, false);
        x = normalizedSwish("top_", "bn", "activation", x);
        if (form.includeTop()) {
            x = layers.add(new Layer.GlobalAveragePooling2D("avg_pool", false), x);
            x = layers.add(new Layer.Dropout("top_dropout", scale.dropout()), x);
            x = layers.classify(x, form.classes());
        }
        return layers.build(x);
    }

    private String residual(String from, Block block) {
        String prefix = block.prefix();
        String x = from;
        if (block.expansion() > 1) {
            x = layers.conv(prefix + "expand_conv", x, block.filtersIn() * block.expansion(), 1, 1, Padding.SAME, false);
            x = normalizedSwish(prefix, "expand_bn", "expand_activation", x);
        }
        if (block.stride() == 2) {
            x = layers.correctPad(prefix + "dwconv_pad", x, block.kernel());
        }
        x = layers.depthwise(prefix + "dwconv", x, block.kernel(), block.stride(),
                block.stride() == 2 ? Padding.VALID : Padding.SAME);
        x = normalizedSwish(prefix, "bn", "activation", x);
        x = excited(x, prefix, Math.max(1, (int) (block.filtersIn() * SQUEEZED)));
        x = layers.conv(prefix + "project_conv", x, block.filtersOut(), 1, 1, Padding.SAME, false);
        x = layers.normalization(prefix + "project_bn", x, 1e-3, 0.99);
        if (block.stride() > 1 || block.filtersIn() != block.filtersOut()) {
            return x;
        }
        if (block.drop() > 0) {
            x = layers.add(new Layer.Dropout(prefix + "drop", block.drop(), List.of(1, 1, 1)), x);
        }
        return layers.add(new Layer.Add(prefix + "add"), x, from);
    }

    /** Squeeze and excitation: each channel is scaled by what all channels' means say. */
    private String excited(String from, String prefix, int squeezed) {
        int channels = layers.shapeOf(from).channels();
        String weight = layers.add(new Layer.GlobalAveragePooling2D(prefix + "se_squeeze", false), from);
        weight = layers.add(new Layer.Reshape(prefix + "se_reshape", Shape.of(1, 1, channels)), weight);
        weight = layers.conv(prefix + "se_reduce", weight, squeezed, Size.square(1), 1, Padding.SAME, Activation.SWISH, true);
        weight = layers.conv(prefix + "se_expand", weight, channels, Size.square(1), 1, Padding.SAME, Activation.SIGMOID, true);
        return layers.add(new Layer.Multiply(prefix + "se_excite"), from, weight);
    }

    private String normalizedSwish(String prefix, String normalization, String activation, String from) {
        String x = layers.normalization(prefix + normalization, from, 1e-3, 0.99);
        return layers.activation(prefix + activation, x, Activation.SWISH);
    }
}
