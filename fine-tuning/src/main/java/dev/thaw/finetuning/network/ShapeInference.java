package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shape of a layer's output from those of its inputs, by Keras's rules. */
public final class ShapeInference {

    private ShapeInference() {
    }

    /** @throws IllegalArgumentException if the layer cannot take such inputs; the message names the layer */
    public static Shape outputOf(Layer layer, List<Shape> inputs) {
        if (layer instanceof Layer.Input input) {
            require(inputs.isEmpty(), layer, "takes no input");
            return input.shape();
        }
        if (layer instanceof Layer.Add || layer instanceof Layer.Subtract || layer instanceof Layer.Multiply
                || layer instanceof Layer.Average || layer instanceof Layer.Maximum) {
            return broadcast(layer, inputs);
        }
        if (layer instanceof Layer.Concatenate) {
            return concatenate(layer, inputs);
        }
        require(inputs.size() == 1, layer, "takes one input, not " + inputs.size());
        Shape in = inputs.get(0);
        if (layer instanceof Layer.Conv2D conv) {
            requireMap(in, layer);
            require(conv.groups() >= 1 && in.channels() % conv.groups() == 0 && conv.filters() % conv.groups() == 0, layer,
                    "has " + conv.groups() + " groups, which divide its " + in.channels() + " input channels or its "
                            + conv.filters() + " filters unevenly");
            return window(layer, in, conv.kernel(), conv.strides(), conv.dilation(), conv.padding(), conv.filters());
        }
        if (layer instanceof Layer.DepthwiseConv2D conv) {
            requireMap(in, layer);
            return window(layer, in, conv.kernel(), conv.strides(), conv.dilation(), conv.padding(),
                    Math.multiplyExact(in.channels(), conv.depthMultiplier()));
        }
        if (layer instanceof Layer.SeparableConv2D conv) {
            requireMap(in, layer);
            return window(layer, in, conv.kernel(), conv.strides(), conv.dilation(), conv.padding(), conv.filters());
        }
        if (layer instanceof Layer.MaxPooling2D pool) {
            requireMap(in, layer);
            return window(layer, in, pool.pool(), pool.strides(), Size.square(1), pool.padding(), in.channels());
        }
        if (layer instanceof Layer.AveragePooling2D pool) {
            requireMap(in, layer);
            return window(layer, in, pool.pool(), pool.strides(), Size.square(1), pool.padding(), in.channels());
        }
        if (layer instanceof Layer.GlobalAveragePooling2D pool) {
            return global(layer, in, pool.keepDimensions());
        }
        if (layer instanceof Layer.GlobalMaxPooling2D pool) {
            return global(layer, in, pool.keepDimensions());
        }
        if (layer instanceof Layer.ZeroPadding2D pad) {
            requireMap(in, layer);
            return Shape.of(sum(in.get(0), pad.top(), pad.bottom()), sum(in.get(1), pad.left(), pad.right()), in.channels());
        }
        if (layer instanceof Layer.Cropping2D crop) {
            requireMap(in, layer);
            int height = Math.subtractExact(in.get(0), sum(crop.top(), crop.bottom()));
            int width = Math.subtractExact(in.get(1), sum(crop.left(), crop.right()));
            require(height > 0 && width > 0, layer, "crops all of its input " + in);
            return Shape.of(height, width, in.channels());
        }
        if (layer instanceof Layer.UpSampling2D up) {
            requireMap(in, layer);
            return Shape.of(Math.multiplyExact(in.get(0), up.size().height()),
                    Math.multiplyExact(in.get(1), up.size().width()), in.channels());
        }
        if (layer instanceof Layer.Resizing resizing) {
            return sized(layer, in, resizing.target());
        }
        if (layer instanceof Layer.CenterCrop crop) {
            return sized(layer, in, crop.target());
        }
        if (layer instanceof Layer.Flatten) {
            return Shape.of(Math.toIntExact(in.elements()));
        }
        if (layer instanceof Layer.Reshape reshape) {
            require(reshape.target().elements() == in.elements(), layer,
                    "cannot reshape " + in + " to " + reshape.target());
            return reshape.target();
        }
        if (layer instanceof Layer.Permute permute) {
            require(permute.dimensions().size() == in.rank(), layer, "permutes another rank than that of its input " + in);
            return new Shape(permute.dimensions().stream().map(d -> in.get(d - 1)).toList());
        }
        if (layer instanceof Layer.Dense dense) {
            List<Integer> dimensions = new ArrayList<>(in.dimensions());
            dimensions.set(dimensions.size() - 1, dense.units());
            return new Shape(dimensions);
        }
        return in; // normalizations, activations, dropout, rescaling: one number in, one number out
    }

    private static Shape window(Layer layer, Shape in, Size kernel, Size strides, Size dilation, Padding padding, int channels) {
        int height = windows(in.get(0), kernel.height(), strides.height(), dilation.height(), padding);
        int width = windows(in.get(1), kernel.width(), strides.width(), dilation.width(), padding);
        require(height > 0 && width > 0, layer, "has a window larger than its input " + in);
        return Shape.of(height, width, channels);
    }

    private static int windows(int in, int kernel, int stride, int dilation, Padding padding) {
        if (padding == Padding.SAME) {
            return (in - 1) / stride + 1;
        }
        long reach = (kernel - 1L) * dilation + 1;
        return in < reach ? 0 : (int) (in - reach) / stride + 1;
    }

    private static int sum(int... lengths) {
        return Arrays.stream(lengths).reduce(0, Math::addExact);
    }

    private static Shape sized(Layer layer, Shape in, Size target) {
        requireMap(in, layer);
        return Shape.of(target.height(), target.width(), in.channels());
    }

    private static Shape global(Layer layer, Shape in, boolean keepDimensions) {
        requireMap(in, layer);
        return keepDimensions ? Shape.of(1, 1, in.channels()) : Shape.of(in.channels());
    }

    private static Shape broadcast(Layer layer, List<Shape> inputs) {
        require(inputs.size() >= 2, layer, "merges at least two inputs");
        List<Integer> merged = new ArrayList<>(inputs.get(0).dimensions());
        for (Shape input : inputs) {
            require(input.rank() == merged.size(), layer, "merges inputs of different rank: " + inputs);
            for (int axis = 0; axis < merged.size(); axis++) {
                int one = merged.get(axis);
                int other = input.get(axis);
                require(one == other || one == 1 || other == 1, layer, "merges inputs whose shapes do not fit: " + inputs);
                merged.set(axis, Math.max(one, other));
            }
        }
        return new Shape(merged);
    }

    private static Shape concatenate(Layer layer, List<Shape> inputs) {
        require(inputs.size() >= 2, layer, "merges at least two inputs");
        List<Integer> merged = new ArrayList<>(inputs.get(0).dimensions());
        int last = merged.size() - 1;
        int channels = 0;
        for (Shape input : inputs) {
            require(input.rank() == merged.size() && input.dimensions().subList(0, last).equals(merged.subList(0, last)), layer,
                    "concatenates inputs whose shapes do not fit: " + inputs);
            channels = Math.addExact(channels, input.channels());
        }
        merged.set(last, channels);
        return new Shape(merged);
    }

    private static void requireMap(Shape in, Layer layer) {
        require(in.rank() == 3, layer, "needs a feature map (height, width, channels), not " + in);
    }

    private static void require(boolean condition, Layer layer, String what) {
        if (!condition) {
            throw new IllegalArgumentException("layer " + layer.name() + " (" + layer.getClass().getSimpleName() + ") " + what);
        }
    }
}
