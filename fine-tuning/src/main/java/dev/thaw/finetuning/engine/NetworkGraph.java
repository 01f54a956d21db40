package dev.thaw.finetuning.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Padding;
import dev.thaw.finetuning.network.Shape;

/** Puts a network into a {@link Graph}, layer by layer. */
final class NetworkGraph {
    private final Network network;
    private final Graph graph;
    private final Foldings foldings;
    private final SameDiff sd;
    private final Convolutions convolutions;
    private final Poolings poolings;
    private final Normalizations normalizations;
    private final Reshapings reshapings;
    private final Resampling resampling;
    private final Map<String, SDVariable> outputs = new HashMap<>();
    private SDVariable logits;

    /** @param kept the layers whose outputs will be asked for, so that they must exist in the graph */
    NetworkGraph(Network network, Graph graph, Set<String> kept) {
        this.network = network;
        this.graph = graph;
        this.foldings = new Foldings(network, kept);
        this.sd = graph.sameDiff();
        this.convolutions = new Convolutions(graph);
        this.poolings = new Poolings(sd);
        this.normalizations = new Normalizations(graph);
        this.reshapings = new Reshapings(graph);
        this.resampling = new Resampling(graph);
        for (Node node : network.nodes()) {
            put(node);
        }
    }

    private void put(Node node) {
        Node normalization = foldings.normalizationIn(node.name()).orElse(null);
        if (normalization != null) {
            outputs.put(normalization.name(), emit(node, affine(normalization)));
        } else if (!foldings.isGone(node.name())) {
            outputs.put(node.name(), emit(node, null));
        } else if (node.layer() instanceof Layer.ZeroPadding2D) {
            outputs.put(node.name(), outputs.get(node.inputs().get(0))); // the convolution pads for itself
        }
    }

    /** A layer's output. */
    SDVariable output(String layer) {
        return outputs.get(layer);
    }

    /** What the softmax or sigmoid at the network's end takes; the network's output itself if it ends without one. */
    SDVariable logits() {
        return logits == null ? output(network.output()) : logits;
    }

    /** True if the network ends with the softmax or sigmoid that makes probabilities. */
    boolean endsInProbabilities() {
        return logits != null;
    }

    private ChannelAffine affine(Node node) {
        return new ChannelAffine(graph, (Layer.BatchNormalization) node.layer(), network.shapeOf(node.name()).channels());
    }

    private Border border(String convolution, Padding padding) {
        return foldings.borderOf(convolution).orElse(Border.of(padding));
    }

    private SDVariable emit(Node node, ChannelAffine folded) {
        List<SDVariable> inputs = node.inputs().stream().map(outputs::get).toList();
        Layer layer = node.layer();
        Shape out = network.shapeOf(node.name());
        if (layer instanceof Layer.Input) {
            return graph.placeholder(node.name(), out);
        }
        SDVariable x = inputs.get(0);
        Shape in = network.shapeOf(node.inputs().get(0));
        if (layer instanceof Layer.Conv2D conv) {
            return convolutions.conv2d(conv, border(conv.name(), conv.padding()), x, in.channels(), folded);
        }
        if (layer instanceof Layer.DepthwiseConv2D conv) {
            return convolutions.depthwise(conv, border(conv.name(), conv.padding()), x, in.channels(), folded);
        }
        if (layer instanceof Layer.SeparableConv2D conv) {
            return convolutions.separable(conv, x, folded);
        }
        if (layer instanceof Layer.BatchNormalization) {
            return affine(node).apply(x);
        }
        if (layer instanceof Layer.Dense dense) {
            return dense(dense, x, in, out);
        }
        if (inputs.size() > 1) {
            return merge(layer, inputs, out);
        }
        SDVariable windowed = windows(layer, x, in, out);
        return windowed != null ? windowed : pointwise(layer, x, in);
    }

    private SDVariable dense(Layer.Dense layer, SDVariable x, Shape in, Shape out) {
        // not nn.linear: its bias gradient fails for a batch of one
        SDVariable rows = in.rank() == 1 ? x : sd.reshape(x, -1, in.channels());
        SDVariable product = rows.mmul(graph.weight(layer.name() + "/kernel"));
        SDVariable sum = layer.useBias() ? sd.nn.biasAdd(product, graph.weight(layer.name() + "/bias"), false) : product;
        return activate(layer, layer.activation(), in.rank() == 1 ? sum : sd.reshape(sum, Reshapings.withBatch(out)));
    }

    private SDVariable activate(Layer layer, Activation activation, SDVariable x) {
        boolean makesProbabilities = activation == Activation.SOFTMAX || activation == Activation.SIGMOID;
        if (makesProbabilities && layer.name().equals(network.output())) {
            logits = x;
        }
        return Activations.apply(sd, activation, x);
    }

    private SDVariable merge(Layer layer, List<SDVariable> inputs, Shape out) {
        if (layer instanceof Layer.Add) {
            return inputs.stream().reduce(SDVariable::add).orElseThrow();
        }
        if (layer instanceof Layer.Subtract) {
            return inputs.get(0).sub(inputs.get(1));
        }
        if (layer instanceof Layer.Multiply) {
            return inputs.stream().reduce(SDVariable::mul).orElseThrow();
        }
        if (layer instanceof Layer.Average) {
            return inputs.stream().reduce(SDVariable::add).orElseThrow().div(inputs.size());
        }
        if (layer instanceof Layer.Maximum) {
            // not math.max: written with operations whose gradients are right
            return inputs.stream().reduce((a, b) -> a.add(sd.nn.relu(b.sub(a), 0))).orElseThrow();
        }
        if (layer instanceof Layer.Concatenate) {
            return sd.concat(out.rank(), inputs.toArray(SDVariable[]::new));
        }
        throw unsupported(layer);
    }

    /** Layers that look at places and move them; null if the layer is none of those. */
    private SDVariable windows(Layer layer, SDVariable x, Shape in, Shape out) {
        if (layer instanceof Layer.MaxPooling2D pool) {
            return poolings.max(pool, x);
        }
        if (layer instanceof Layer.AveragePooling2D pool) {
            return poolings.average(pool, x);
        }
        if (layer instanceof Layer.GlobalAveragePooling2D pool) {
            return poolings.globalAverage(x, pool.keepDimensions());
        }
        if (layer instanceof Layer.GlobalMaxPooling2D pool) {
            return poolings.globalMax(x, in, pool.keepDimensions());
        }
        if (layer instanceof Layer.ZeroPadding2D pad) {
            return reshapings.pad(pad, x);
        }
        if (layer instanceof Layer.Cropping2D crop) {
            return reshapings.crop(crop, x, out);
        }
        if (layer instanceof Layer.UpSampling2D up) {
            return resampling.upSample(up, x, in);
        }
        if (layer instanceof Layer.Resizing resizing) {
            return resampling.resize(resizing, x, in);
        }
        if (layer instanceof Layer.CenterCrop crop) {
            return resampling.crop(crop, x, in);
        }
        if (layer instanceof Layer.Flatten || layer instanceof Layer.Reshape) {
            return in.equals(out) ? x : reshapings.reshape(x, out);
        }
        return layer instanceof Layer.Permute permute ? reshapings.permute(permute, x) : null;
    }

    /** Layers that look at one number or one pixel at a time. */
    private SDVariable pointwise(Layer layer, SDVariable x, Shape in) {
        if (layer instanceof Layer.ActivationLayer activation) {
            return activate(layer, activation.activation(), x);
        }
        if (layer instanceof Layer.Softmax) {
            return activate(layer, Activation.SOFTMAX, x);
        }
        if (layer instanceof Layer.ReLU relu) {
            return Activations.relu(sd, x, relu);
        }
        if (layer instanceof Layer.LeakyReLU leaky) {
            return Activations.leakyRelu(sd, x, leaky.negativeSlope());
        }
        if (layer instanceof Layer.ELU elu) {
            return Activations.elu(sd, x, elu.alpha());
        }
        if (layer instanceof Layer.PReLU) {
            return sd.nn.relu(x, 0).sub(sd.nn.relu(x.neg(), 0).mul(graph.weight(layer.name() + "/alpha")));
        }
        if (layer instanceof Layer.Dropout dropout) {
            return graph.dropout(layer.name(), x, dropout.rate(), dropout.mask(in));
        }
        if (layer instanceof Layer.SpatialDropout2D dropout) {
            return graph.dropout(layer.name(), x, dropout.rate(), Shape.of(1, 1, in.channels()));
        }
        if (layer instanceof Layer.Rescaling rescaling) {
            return normalizations.rescaling(rescaling, x);
        }
        if (layer instanceof Layer.Normalization normalization) {
            return normalizations.normalization(normalization, x, in.channels());
        }
        if (layer instanceof Layer.LayerNormalization normalization) {
            return normalizations.layerNormalization(normalization, x, in);
        }
        throw unsupported(layer);
    }

    private static IllegalArgumentException unsupported(Layer layer) {
        return new IllegalArgumentException("layer " + layer.name() + " is a " + layer.getClass().getSimpleName()
                + ", which the engine cannot run: replace it or cut the network below it");
    }
}
