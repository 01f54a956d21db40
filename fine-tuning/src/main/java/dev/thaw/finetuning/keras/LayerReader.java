package dev.thaw.finetuning.keras;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Size;

/** Makes a layer of the network from its configuration, with Keras's defaults where the file leaves a key out. */
final class LayerReader {
    private static final Size ONE = Size.square(1);
    private static final Size TWO = Size.square(2);

    private LayerReader() {
    }

    /**
     * @param name the layer's name in the network
     * @param inputs the shapes of its inputs, without the batch
     */
    static Layer read(String name, LayerConfig layer, List<Shape> inputs) {
        if (layer.text("data_format", "channels_last").equals("channels_first")) {
            throw layer.refuse("has its channels first; save the model with channels last (data_format \"channels_last\")");
        }
        return switch (layer.className()) {
            case "Conv2D", "Convolution2D" -> new Layer.Conv2D(name, layer.positive("filters"), kernel(layer), strides(layer),
                    padding(layer), dilation(layer), layer.integer("groups", 1), ActivationReader.of(layer), useBias(layer));
            // Keras 2 writes groups into depthwise convolutions too, where it says nothing.
            case "DepthwiseConv2D" -> new Layer.DepthwiseConv2D(name, kernel(layer), strides(layer), padding(layer),
                    dilation(layer), depthMultiplier(layer), ActivationReader.of(layer), useBias(layer));
            case "SeparableConv2D", "SeparableConvolution2D" -> new Layer.SeparableConv2D(name, layer.positive("filters"),
                    kernel(layer), strides(layer), padding(layer), dilation(layer), depthMultiplier(layer),
                    ActivationReader.of(layer), useBias(layer));
            case "Dense" -> new Layer.Dense(name, layer.positive("units"), ActivationReader.of(layer), useBias(layer));
            case "BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization" -> {
                requireLastAxis(layer, inputs);
                yield new Layer.BatchNormalization(name, layer.number("epsilon", 1e-3), layer.number("momentum", 0.99),
                        layer.flag("center", true), layer.flag("scale", true));
            }
            case "LayerNormalization" -> layerNormalization(name, layer, inputs);
            case "Normalization" -> normalization(name, layer, inputs);
            case "Activation" -> new Layer.ActivationLayer(name, ActivationReader.of(layer));
            case "ReLU" -> new Layer.ReLU(name, layer.number("max_value", Double.POSITIVE_INFINITY),
                    layer.number("negative_slope", 0), layer.number("threshold", 0));
            case "LeakyReLU" -> new Layer.LeakyReLU(name,
                    layer.number("negative_slope", layer.number("alpha", 0.30000001192092896)));
            case "ELU" -> new Layer.ELU(name, layer.number("alpha", 1));
            case "PReLU" -> new Layer.PReLU(name, sharedAxes(layer, inputs));
            case "Softmax" -> {
                requireLastAxis(layer, inputs);
                yield new Layer.Softmax(name);
            }
            case "ZeroPadding2D" -> {
                List<Integer> sides = BorderReader.read(layer, "padding", 1);
                yield new Layer.ZeroPadding2D(name, sides.get(0), sides.get(1), sides.get(2), sides.get(3));
            }
            case "Cropping2D" -> {
                List<Integer> sides = BorderReader.read(layer, "cropping", 0);
                yield new Layer.Cropping2D(name, sides.get(0), sides.get(1), sides.get(2), sides.get(3));
            }
            case "UpSampling2D" ->
                new Layer.UpSampling2D(name, layer.size("size", TWO), ResizingReader.interpolation(layer, "nearest"));
            case "Resizing" -> ResizingReader.read(name, layer, target(layer));
            case "CenterCrop" -> new Layer.CenterCrop(name, target(layer));
            case "RandomCrop" -> randomCrop(name, layer, inputs);
            case "MaxPooling2D", "MaxPool2D" -> new Layer.MaxPooling2D(name, pool(layer), poolStrides(layer), padding(layer));
            case "AveragePooling2D", "AvgPool2D" ->
                new Layer.AveragePooling2D(name, pool(layer), poolStrides(layer), padding(layer));
            case "GlobalAveragePooling2D", "GlobalAvgPool2D" ->
                new Layer.GlobalAveragePooling2D(name, layer.flag("keepdims", false));
            case "GlobalMaxPooling2D", "GlobalMaxPool2D" -> new Layer.GlobalMaxPooling2D(name, layer.flag("keepdims", false));
            case "Add" -> new Layer.Add(name);
            case "Subtract" -> new Layer.Subtract(name);
            case "Multiply" -> new Layer.Multiply(name);
            case "Average" -> new Layer.Average(name);
            case "Maximum" -> new Layer.Maximum(name);
            case "Concatenate" -> {
                requireLastAxis(layer, inputs);
                yield new Layer.Concatenate(name);
            }
            case "Flatten" -> new Layer.Flatten(name);
            case "Reshape" -> new Layer.Reshape(name, target(layer, inputs));
            case "Permute" -> new Layer.Permute(name, dimensions(layer, inputs));
            case "Dropout" -> new Layer.Dropout(name, rate(layer), DropoutNoise.read(layer, inputs));
            case "SpatialDropout2D" -> new Layer.SpatialDropout2D(name, rate(layer));
            case "Rescaling" -> new Layer.Rescaling(name, perChannel(layer, "scale", 1, inputs),
                    perChannel(layer, "offset", 0, inputs));
            default -> throw layer.refuse("is of a class that is not supported; replace it by layers that are, or save the part"
                    + " of the model below it");
        };
    }

    private static Size kernel(LayerConfig layer) {
        Size kernel = layer.size("kernel_size", null);
        if (kernel == null) {
            throw layer.refuse("has no kernel_size");
        }
        return kernel;
    }

    private static Size strides(LayerConfig layer) {
        return layer.size("strides", ONE);
    }

    private static Size dilation(LayerConfig layer) {
        return layer.size("dilation_rate", ONE);
    }

    private static Size pool(LayerConfig layer) {
        return layer.size("pool_size", TWO);
    }

    private static Size poolStrides(LayerConfig layer) {
        return layer.size("strides", pool(layer));
    }

    private static int depthMultiplier(LayerConfig layer) {
        return layer.has("depth_multiplier") ? layer.positive("depth_multiplier") : 1;
    }

    private static boolean useBias(LayerConfig layer) {
        return layer.flag("use_bias", true);
    }

    private static Padding padding(LayerConfig layer) {
        String padding = layer.text("padding", "valid");
        return switch (padding) {
            case "same" -> Padding.SAME;
            case "valid" -> Padding.VALID;
            default -> throw layer.refuse("has the padding " + padding + "; supported are same and valid");
        };
    }

    private static Size target(LayerConfig layer) {
        return new Size(layer.positive("height"), layer.positive("width"));
    }

    /** At inference Keras 2 resizes what its crop in the middle leaves; Keras 3 has changed its mind between versions. */
    private static Layer randomCrop(String name, LayerConfig layer, List<Shape> inputs) {
        Size target = target(layer);
        boolean fits = inputs.size() == 1 && inputs.get(0).rank() == 3
                && inputs.get(0).dimensions().subList(0, 2).equals(List.of(target.height(), target.width()));
        if (layer.keras3() && !fits) {
            throw layer.refuse("crops to " + target.height() + " x " + target.width() + ", which versions of Keras 3 do"
                    + " differently at inference; replace it by a Resizing or CenterCrop layer");
        }
        return new Layer.Resizing(name, target, Layer.Resizing.Fit.CROP);
    }

    private static double rate(LayerConfig layer) {
        double rate = layer.number("rate", 0.5);
        if (!(rate >= 0 && rate < 1)) {
            throw layer.wrong("rate", "a number of at least 0 and below 1");
        }
        return rate;
    }

    private static Layer layerNormalization(String name, LayerConfig layer, List<Shape> inputs) {
        requireLastAxis(layer, inputs);
        if (layer.flag("rms_scaling", false)) {
            throw layer.refuse("scales by the root mean square (rms_scaling), which is not supported");
        }
        return new Layer.LayerNormalization(name, layer.number("epsilon", 1e-3), layer.flag("center", true),
                layer.flag("scale", true));
    }

    private static Layer normalization(String name, LayerConfig layer, List<Shape> inputs) {
        requireLastAxis(layer, inputs);
        if (layer.flag("invert", false)) {
            throw layer.refuse("is inverted, which is not supported");
        }
        return new Layer.Normalization(name, !layer.has("mean"));
    }

    /** Axes count the batch as 0; the key may be a number or a list of one, absent means the last. */
    private static void requireLastAxis(LayerConfig layer, List<Shape> inputs) {
        List<Integer> axes = layer.integers("axis");
        int last = inputs.isEmpty() ? -1 : inputs.get(0).rank();
        if (axes.size() > 1 || axes.stream().anyMatch(axis -> axis != -1 && axis != last)) {
            throw layer.refuse("works along axis " + layer.get("axis") + "; only the last one (channels) is supported");
        }
    }

    private static List<Integer> sharedAxes(LayerConfig layer, List<Shape> inputs) {
        List<Integer> axes = layer.integers("shared_axes");
        int rank = inputs.isEmpty() ? 0 : inputs.get(0).rank();
        if (axes.stream().anyMatch(axis -> axis < 1 || axis > rank)) {
            throw layer.wrong("shared_axes", "axes from 1 to " + rank);
        }
        return axes;
    }

    private static List<Integer> dimensions(LayerConfig layer, List<Shape> inputs) {
        List<Integer> dimensions = layer.integers("dims");
        int rank = inputs.isEmpty() ? 0 : inputs.get(0).rank();
        List<Integer> sorted = dimensions.stream().sorted().toList();
        for (int axis = 0; axis < sorted.size(); axis++) {
            if (sorted.get(axis) != axis + 1) {
                throw layer.wrong("dims", "each of 1 to " + rank + " once");
            }
        }
        return dimensions;
    }

    /** One dimension may be -1: it takes what is left. */
    private static Shape target(LayerConfig layer, List<Shape> inputs) {
        List<Integer> target = new ArrayList<>(layer.integers("target_shape"));
        long known = 1;
        for (int dimension : target) {
            known = dimension == -1 ? known : Math.multiplyExact(known, dimension);
        }
        int open = target.indexOf(-1);
        if (inputs.size() == 1 && open >= 0 && known > 0) {
            target.set(open, Math.toIntExact(inputs.get(0).elements() / known));
        }
        if (target.isEmpty() || target.stream().anyMatch(dimension -> dimension < 1)) {
            throw layer.wrong("target_shape", "a shape that fits the input");
        }
        return new Shape(target);
    }

    private static List<Double> perChannel(LayerConfig layer, String key, double otherwise, List<Shape> inputs) {
        List<Double> values = layer.has(key) ? layer.numbers(key) : List.of(otherwise);
        int channels = inputs.isEmpty() ? 1 : inputs.get(0).channels();
        if (values.size() != 1 && values.size() != channels) {
            throw layer.wrong(key, "one number, or one for each of " + channels + " channels");
        }
        return values;
    }
}
