package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Interpolation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Size;
import dev.thaw.finetuning.network.Weights;

/** Writes a layer's configuration with the keys that every Keras 3 knows and no others, since unknown keys are errors there. */
final class LayerWriter {

    /** @param config the keys of its {@code get_config()}, without name and dtype */
    record Written(String className, ObjectNode config) {
    }

    private final Weights weights;

    /** @param weights of the network, for layers that Keras wants to find them in the configuration */
    LayerWriter(Weights weights) {
        this.weights = weights;
    }

    /**
     * @param file that it is for, to be named in messages
     * @throws KerasFileException if Keras 3 has no such layer
     */
    Written write(Path file, Layer layer) {
        try {
            return write(layer);
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(file, "layer " + layer.name() + " (" + layer.getClass().getSimpleName()
                    + ") cannot be written: it " + e.getMessage(), e);
        }
    }

    private Written write(Layer layer) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        if (layer instanceof Layer.Input input) {
            ArrayNode shape = config.putArray("batch_shape").addNull();
            input.shape().dimensions().forEach(shape::add);
        } else if (layer instanceof Layer.Conv2D conv) {
            config.put("filters", conv.filters()).put("groups", conv.groups());
            window(config, "kernel_size", conv.kernel(), conv.strides(), conv.padding());
            convolution(config, conv.dilation(), conv.activation(), conv.useBias());
        } else if (layer instanceof Layer.DepthwiseConv2D conv) {
            config.put("depth_multiplier", conv.depthMultiplier());
            window(config, "kernel_size", conv.kernel(), conv.strides(), conv.padding());
            convolution(config, conv.dilation(), conv.activation(), conv.useBias());
        } else if (layer instanceof Layer.SeparableConv2D conv) {
            config.put("filters", conv.filters()).put("depth_multiplier", conv.depthMultiplier());
            window(config, "kernel_size", conv.kernel(), conv.strides(), conv.padding());
            convolution(config, conv.dilation(), conv.activation(), conv.useBias());
        } else if (layer instanceof Layer.Dense dense) {
            config.put("units", dense.units()).put("activation", name(dense.activation())).put("use_bias", dense.useBias());
        } else if (layer instanceof Layer.BatchNormalization norm) {
            config.put("axis", -1).put("momentum", norm.momentum()).put("epsilon", norm.epsilon())
                    .put("center", norm.center()).put("scale", norm.scale());
        } else if (layer instanceof Layer.LayerNormalization norm) {
            config.put("axis", -1).put("epsilon", norm.epsilon()).put("center", norm.center()).put("scale", norm.scale());
        } else if (layer instanceof Layer.Normalization norm) {
            config.put("axis", -1);
            statistics(config.putArray("mean"), weights.get(norm.name() + "/mean").data());
            statistics(config.putArray("variance"), weights.get(norm.name() + "/variance").data());
        } else if (layer instanceof Layer.ActivationLayer activation) {
            config.put("activation", name(activation.activation()));
        } else if (layer instanceof Layer.ReLU relu) {
            config.put("negative_slope", relu.negativeSlope()).put("threshold", relu.threshold());
            if (Double.isFinite(relu.maxValue())) {
                config.put("max_value", relu.maxValue());
            }
        } else if (layer instanceof Layer.LeakyReLU relu) {
            config.put("negative_slope", relu.negativeSlope());
        } else if (layer instanceof Layer.ELU elu) {
            config.put("alpha", elu.alpha());
        } else if (layer instanceof Layer.PReLU prelu) {
            integers(config, "shared_axes", prelu.sharedAxes());
        } else if (layer instanceof Layer.Softmax || layer instanceof Layer.Concatenate) {
            config.put("axis", -1);
        } else if (layer instanceof Layer.ZeroPadding2D pad) {
            border(config.putArray("padding"), pad.top(), pad.bottom(), pad.left(), pad.right());
        } else if (layer instanceof Layer.Cropping2D crop) {
            border(config.putArray("cropping"), crop.top(), crop.bottom(), crop.left(), crop.right());
        } else if (layer instanceof Layer.UpSampling2D up) {
            size(config, "size", up.size());
            config.put("interpolation", name(up.interpolation()));
        } else if (layer instanceof Layer.Resizing resizing) {
            resizing(config, resizing);
        } else if (layer instanceof Layer.CenterCrop crop) {
            config.put("height", crop.target().height()).put("width", crop.target().width());
        } else if (layer instanceof Layer.MaxPooling2D pool) {
            window(config, "pool_size", pool.pool(), pool.strides(), pool.padding());
        } else if (layer instanceof Layer.AveragePooling2D pool) {
            window(config, "pool_size", pool.pool(), pool.strides(), pool.padding());
        } else if (layer instanceof Layer.GlobalAveragePooling2D pool) {
            config.put("keepdims", pool.keepDimensions());
        } else if (layer instanceof Layer.GlobalMaxPooling2D pool) {
            config.put("keepdims", pool.keepDimensions());
        } else if (layer instanceof Layer.Reshape reshape) {
            integers(config, "target_shape", reshape.target().dimensions());
        } else if (layer instanceof Layer.Permute permute) {
            integers(config, "dims", permute.dimensions());
        } else if (layer instanceof Layer.Dropout dropout) {
            config.put("rate", dropout.rate());
            DropoutNoise.write(config, dropout.noise());
        } else if (layer instanceof Layer.SpatialDropout2D dropout) {
            config.put("rate", dropout.rate());
        } else if (layer instanceof Layer.Rescaling rescaling) {
            numbers(config, "scale", rescaling.scale());
            numbers(config, "offset", rescaling.offset());
        }
        return new Written(className(layer), config);
    }

    /** The records are named as Keras's classes, but for these two, whose names the interface and an enum took. */
    static String className(Layer layer) {
        if (layer instanceof Layer.Input) {
            return "InputLayer";
        }
        return layer instanceof Layer.ActivationLayer ? "Activation" : layer.getClass().getSimpleName();
    }

    private static String name(Activation activation) {
        if (activation == Activation.HARD_SIGMOID_KERAS_2) {
            throw new IllegalStateException("Keras 3 has no such hard_sigmoid; HardSigmoids says it otherwise");
        }
        return activation.name().toLowerCase(Locale.ROOT);
    }

    private static String name(Interpolation interpolation) {
        return interpolation.name().toLowerCase(Locale.ROOT);
    }

    /** What early versions of Keras 3 do not know is left out where it is not used. */
    private static void resizing(ObjectNode config, Layer.Resizing resizing) {
        config.put("height", resizing.target().height()).put("width", resizing.target().width())
                .put("interpolation", name(resizing.interpolation()))
                .put("crop_to_aspect_ratio", resizing.fit() == Layer.Resizing.Fit.CROP);
        if (resizing.fit() == Layer.Resizing.Fit.PAD) {
            config.put("pad_to_aspect_ratio", true).put("fill_value", resizing.filling());
        }
        if (resizing.antialias()) {
            config.put("antialias", true);
        }
    }

    private static void window(ObjectNode config, String key, Size window, Size strides, Padding padding) {
        size(config, key, window);
        size(config, "strides", strides);
        config.put("padding", padding.name().toLowerCase(Locale.ROOT));
    }

    private static void convolution(ObjectNode config, Size dilation, Activation activation, boolean useBias) {
        size(config, "dilation_rate", dilation);
        config.put("activation", name(activation)).put("use_bias", useBias);
    }

    private static void size(ObjectNode config, String key, Size size) {
        config.putArray(key).add(size.height()).add(size.width());
    }

    private static void border(ArrayNode into, int top, int bottom, int left, int right) {
        into.addArray().add(top).add(bottom);
        into.addArray().add(left).add(right);
    }

    private static void integers(ObjectNode config, String key, List<Integer> values) {
        values.forEach(config.putArray(key)::add);
    }

    private static void numbers(ObjectNode config, String key, List<Double> values) {
        if (values.size() == 1) {
            config.put(key, values.get(0));
        } else {
            values.forEach(config.putArray(key)::add);
        }
    }

    private static void statistics(ArrayNode into, float[] values) {
        for (float value : values) {
            into.add((double) value); // exact: every float is a double
        }
    }
}
