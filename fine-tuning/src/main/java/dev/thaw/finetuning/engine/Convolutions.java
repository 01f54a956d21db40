package dev.thaw.finetuning.engine;

import java.util.List;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Size;

/**
 * Convolutions on NHWC maps with HWIO kernels. A batch normalization that alone takes a convolution's output is folded
 * into the kernel inside the graph: the same mathematics, no pass over the activations, and the gradients still reach
 * kernel, gamma and beta.
 */
final class Convolutions {
    private final Graph graph;

    Convolutions(Graph graph) {
        this.graph = graph;
    }

    /** @param folded the batch normalization to fold in, or null */
    SDVariable conv2d(Layer.Conv2D layer, Border border, SDVariable x, int channels, ChannelAffine folded) {
        Terms terms = terms(layer.name(), "kernel", layer.useBias(), folded, layer.filters());
        Conv2DConfig config = config(layer.kernel(), layer.strides(), border, layer.dilation());
        if (layer.groups() > 1) {
            SDVariable y = grouped(layer, config, x, channels, terms.kernel());
            SDVariable sum = terms.bias() == null ? y : graph.sameDiff().nn.biasAdd(y, terms.bias(), false);
            return Activations.apply(graph.sameDiff(), layer.activation(), sum);
        }
        SDVariable y = terms.bias() == null
                ? graph.sameDiff().cnn.conv2d(x, terms.kernel(), config)
                : graph.sameDiff().cnn.conv2d(x, terms.kernel(), terms.bias(), config);
        return Activations.apply(graph.sameDiff(), layer.activation(), y);
    }

    /** Each group of filters sees its own part of the channels; ND4J has no such convolution. */
    private SDVariable grouped(Layer.Conv2D layer, Conv2DConfig config, SDVariable x, int channels, SDVariable kernel) {
        SameDiff sd = graph.sameDiff();
        int taken = channels / layer.groups();
        int made = layer.filters() / layer.groups();
        Size size = layer.kernel();
        if (taken == 1) {
            return sd.cnn.depthWiseConv2d(x, sd.reshape(kernel, size.height(), size.width(), channels, made), config);
        }
        SDVariable[] parts = new SDVariable[layer.groups()];
        for (int group = 0; group < parts.length; group++) {
            SDVariable own = sd.slice(x, new int[]{0, 0, 0, group * taken}, -1, -1, -1, taken);
            SDVariable filters = sd.slice(kernel, new int[]{0, 0, 0, group * made}, size.height(), size.width(), taken, made);
            parts[group] = sd.cnn.conv2d(own, filters, config);
        }
        return sd.concat(3, parts);
    }

    /** @param folded the batch normalization to fold in, or null */
    SDVariable depthwise(Layer.DepthwiseConv2D layer, Border border, SDVariable x, int channels, ChannelAffine folded) {
        Terms terms = terms(layer.name(), "depthwise_kernel", layer.useBias(), folded, channels, layer.depthMultiplier());
        Conv2DConfig config = config(layer.kernel(), layer.strides(), border, layer.dilation());
        SDVariable y = terms.bias() == null
                ? graph.sameDiff().cnn.depthWiseConv2d(x, terms.kernel(), config)
                : graph.sameDiff().cnn.depthWiseConv2d(x, terms.kernel(), terms.bias(), config);
        return Activations.apply(graph.sameDiff(), layer.activation(), y);
    }

    /** A depthwise and then a pointwise convolution. @param folded the batch normalization to fold into the latter, or null */
    SDVariable separable(Layer.SeparableConv2D layer, SDVariable x, ChannelAffine folded) {
        Conv2DConfig config = config(layer.kernel(), layer.strides(), Border.of(layer.padding()), layer.dilation());
        SDVariable depth = graph.sameDiff().cnn.depthWiseConv2d(x, graph.weight(layer.name() + "/depthwise_kernel"), config);
        Terms terms = terms(layer.name(), "pointwise_kernel", layer.useBias(), folded, layer.filters());
        Conv2DConfig pointwise = config(Size.square(1), Size.square(1), Border.of(Padding.VALID), Size.square(1));
        SDVariable y = terms.bias() == null
                ? graph.sameDiff().cnn.conv2d(depth, terms.kernel(), pointwise)
                : graph.sameDiff().cnn.conv2d(depth, terms.kernel(), terms.bias(), pointwise);
        return Activations.apply(graph.sameDiff(), layer.activation(), y);
    }

    private static Conv2DConfig config(Size kernel, Size strides, Border border, Size dilation) {
        return Conv2DConfig.builder().kH(kernel.height()).kW(kernel.width()).sH(strides.height()).sW(strides.width())
                .dH(dilation.height()).dW(dilation.width()).pH(border.rows()).pW(border.columns())
                .paddingMode(border.mode())
                .dataFormat(Conv2DConfig.NHWC).weightsFormat(WeightsFormat.YXIO).build();
    }

    /** What a convolution computes with, after folding. @param bias null for none */
    private record Terms(SDVariable kernel, SDVariable bias) {
    }

    /** @param scaled the last dimensions of the kernel, whose product is the number of output channels */
    private Terms terms(String layer, String kernelName, boolean useBias, ChannelAffine folded, long... scaled) {
        String kernel = layer + "/" + kernelName;
        String bias = layer + "/bias";
        if (folded == null) {
            return new Terms(graph.weight(kernel), useBias ? graph.weight(bias) : null);
        }
        SDVariable scale = folded.scaleIsTrainable() || graph.isTrainable(kernel) || folded.shiftIsTrainable()
                || useBias && graph.isTrainable(bias) ? folded.scale() : null;
        return new Terms(kernel(kernel, folded, scale, scaled), bias(useBias ? bias : null, layer, folded, scale));
    }

    private SDVariable kernel(String kernel, ChannelAffine folded, SDVariable scale, long... scaled) {
        if (graph.isTrainable(kernel) || folded.scaleIsTrainable()) {
            SDVariable shaped = scaled.length == 1 ? scale : graph.sameDiff().reshape(scale, scaled);
            return graph.weight(kernel).mul(shaped);
        }
        return graph.constant(kernel + "/folded", ChannelAffine.join(folded.scaleSources(), kernel),
                () -> scaledKernel(graph.leaves().value(kernel).data(), folded.scaleValues()),
                NativeArrays.dimensions(graph.leaves().value(kernel).shape()));
    }

    private static float[] scaledKernel(float[] kernel, double[] scale) {
        float[] values = new float[kernel.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (kernel[i] * scale[i % scale.length]);
        }
        return values;
    }

    private SDVariable bias(String bias, String layer, ChannelAffine folded, SDVariable scale) {
        if (folded.shiftIsTrainable() || bias != null && graph.isTrainable(bias)) {
            SDVariable shift = folded.shift(scale);
            return bias == null ? shift : shift.add(graph.weight(bias).mul(scale));
        }
        List<String> sources = bias == null ? folded.shiftSources() : ChannelAffine.join(folded.shiftSources(), bias);
        return graph.constant(layer + "/bias/folded", sources, () -> shiftedBias(bias, folded), folded.scaleValues().length);
    }

    private float[] shiftedBias(String bias, ChannelAffine folded) {
        double[] shift = folded.shiftValues();
        if (bias != null) {
            double[] scale = folded.scaleValues();
            float[] own = graph.leaves().value(bias).data();
            for (int c = 0; c < shift.length; c++) {
                shift[c] += own[c] * scale[c];
            }
        }
        return ChannelAffine.toFloat(shift);
    }
}
