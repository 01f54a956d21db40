package dev.thaw.finetuning.network;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer of a network, one record per Keras layer class, named as in the Keras file. Feature maps are channels-last
 * (NHWC), kernels HWIO, as Keras stores them. A layer holds no weights: those are in {@link Weights} under
 * {@code <layer>/<weight>}, with the weight names of Keras given at each record.
 */
public sealed interface Layer {

    String name();

    /** The input of the network: images of raw RGB pixels 0..255, or activations where a network was cut. No weights. */
    record Input(String name, Shape shape) implements Layer {
    }

    /** Weights: kernel (h, w, in / groups, filters), bias (filters) if used. */
    record Conv2D(String name, int filters, Size kernel, Size strides, Padding padding, Size dilation, int groups,
            Activation activation, boolean useBias) implements Layer {
    }

    /** Weights: depthwise_kernel (h, w, in, multiplier), bias (in * multiplier) if used. */
    record DepthwiseConv2D(String name, Size kernel, Size strides, Padding padding, Size dilation, int depthMultiplier,
            Activation activation, boolean useBias) implements Layer {
    }

    /** Weights: depthwise_kernel (h, w, in, multiplier), pointwise_kernel (1, 1, in * multiplier, filters), bias (filters) if used. */
    record SeparableConv2D(String name, int filters, Size kernel, Size strides, Padding padding, Size dilation,
            int depthMultiplier, Activation activation, boolean useBias) implements Layer {
    }

    /** Over the channels. Weights: gamma if scale, beta if center, moving_mean, moving_variance; each (channels). Always in inference mode. */
    record BatchNormalization(String name, double epsilon, double momentum, boolean center, boolean scale) implements Layer {
    }

    /** Over the last axis. Weights: gamma if scale, beta if center; each (channels). */
    record LayerNormalization(String name, double epsilon, boolean center, boolean scale) implements Layer {
    }

    record ActivationLayer(String name, Activation activation) implements Layer {
    }

    /** {@code x >= maxValue -> maxValue; threshold <= x < maxValue -> x; else negativeSlope * (x - threshold)}; maxValue infinite if none. */
    record ReLU(String name, double maxValue, double negativeSlope, double threshold) implements Layer {
    }

    record LeakyReLU(String name, double negativeSlope) implements Layer {
    }

    record ELU(String name, double alpha) implements Layer {
    }

    /** Weights: alpha, of the input's shape with 1 on the shared axes. */
    record PReLU(String name, List<Integer> sharedAxes) implements Layer {
    }

    /** Over the last axis. */
    record Softmax(String name) implements Layer {
    }

    record ZeroPadding2D(String name, int top, int bottom, int left, int right) implements Layer {
    }

    record Cropping2D(String name, int top, int bottom, int left, int right) implements Layer {
    }

    record UpSampling2D(String name, Size size, Interpolation interpolation) implements Layer {
    }

    /**
     * To the target's height and width, as {@link ResizedMap} has it.
     *
     * @param antialias smooths before it makes smaller
     * @param filling around the image where it is padded
     */
    record Resizing(String name, Size target, Interpolation interpolation, boolean antialias, Fit fit,
            double filling) implements Layer {

        /** What becomes of an aspect ratio that is not the target's. */
        public enum Fit {
            /** It is given up. */
            STRETCH,
            /** The largest centre with the target's is taken ({@code crop_to_aspect_ratio}). */
            CROP,
            /** The image is put into the middle of one with the target's ({@code pad_to_aspect_ratio}). */
            PAD
        }

        /** By linear interpolation between the pixels as they are. */
        public Resizing(String name, Size target, Fit fit) {
            this(name, target, Interpolation.BILINEAR, false, fit, 0);
        }
    }

    /** The centre; of an input that is smaller than the target in one direction, what {@link Resizing} with its crop gives. */
    record CenterCrop(String name, Size target) implements Layer {
    }

    record MaxPooling2D(String name, Size pool, Size strides, Padding padding) implements Layer {
    }

    /** With SAME padding the average excludes what was padded. */
    record AveragePooling2D(String name, Size pool, Size strides, Padding padding) implements Layer {
    }

    record GlobalAveragePooling2D(String name, boolean keepDimensions) implements Layer {
    }

    record GlobalMaxPooling2D(String name, boolean keepDimensions) implements Layer {
    }

    record Add(String name) implements Layer {
    }

    record Subtract(String name) implements Layer {
    }

    /** Broadcasts (1, 1, channels) over (height, width, channels), as squeeze-and-excitation needs it. */
    record Multiply(String name) implements Layer {
    }

    record Average(String name) implements Layer {
    }

    record Maximum(String name) implements Layer {
    }

    /** Along the last axis. */
    record Concatenate(String name) implements Layer {
    }

    /** Row-major: height, width, channels. */
    record Flatten(String name) implements Layer {
    }

    /** To a shape without the batch dimension, every dimension resolved. */
    record Reshape(String name, Shape target) implements Layer {
    }

    /** Dimensions are 1-based as in Keras. */
    record Permute(String name, List<Integer> dimensions) implements Layer {
    }

    /** On the last axis. Weights: kernel (in, units), bias (units) if used. */
    record Dense(String name, int units, Activation activation, boolean useBias) implements Layer {
    }

    /**
     * Inverted dropout while training (kept values scaled by 1 / (1 - rate)), identity otherwise.
     *
     * @param noise for each axis of one image 1 if all values along it fall together, 0 if each falls for itself: all 1 for
     *        stochastic depth ({@code noise_shape=(None, 1, 1, 1)}); empty if every value falls for itself
     */
    record Dropout(String name, double rate, List<Integer> noise) implements Layer {

        public Dropout {
            noise = List.copyOf(noise);
        }

        /** Every value for itself. */
        public Dropout(String name, double rate) {
            this(name, rate, List.of());
        }

        /** The shape of the random mask of an image of the given shape. */
        public Shape mask(Shape image) {
            return noise.isEmpty()
                    ? image
                    : new Shape(IntStream.range(0, image.rank()).mapToObj(axis -> noise.get(axis) == 1 ? 1 : image.get(axis))
                            .toList());
        }
    }

    /** Drops whole channels. */
    record SpatialDropout2D(String name, double rate) implements Layer {
    }

    /** {@code x * scale + offset}; each list has one number, or one per channel. */
    record Rescaling(String name, List<Double> scale, List<Double> offset) implements Layer {
    }

    /**
     * {@code (x - mean) / max(sqrt(variance), 1e-7)} over the channels. Weights: mean, variance; each (channels).
     *
     * @param adapted true where Keras keeps the statistics as weights, with a number that counts what they were computed
     *        from; false where they are constants of the configuration, which Keras does not count as parameters
     */
    record Normalization(String name, boolean adapted) implements Layer {
    }
}
