package dev.thaw.finetuning.engine;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

import dev.thaw.finetuning.network.Activation;
import dev.thaw.finetuning.network.Layer;

/**
 * Activation functions as expressions whose value and gradient are right in ND4J 1.0.0-M2.1. Its own swish and gelu have
 * NaN gradients above 50, its softplus overflows at 89, its hard sigmoid is that of Keras 2. Its relu and relu6 hide a NaN, which the training
 * program therefore looks for in the gradients; clipByValue would keep it, but takes eight times as long.
 */
final class Activations {
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_SCALE = 1.0507009873554805;

    private Activations() {
    }

    static SDVariable apply(SameDiff sd, Activation activation, SDVariable x) {
        return switch (activation) {
            case LINEAR -> x;
            case RELU -> sd.nn.relu(x, 0);
            case RELU6 -> sd.nn.relu6(x, 0);
            case SIGMOID -> sd.nn.sigmoid(x);
            case SOFTMAX -> sd.nn.softmax(x, -1);
            case TANH -> sd.nn.tanh(x);
            case SWISH -> x.mul(sd.nn.sigmoid(x));
            case GELU -> x.mul(0.5).mul(sd.math.erf(x.mul(Math.sqrt(0.5))).add(1));
            case ELU -> elu(sd, x, 1);
            case SELU -> elu(sd, x, SELU_ALPHA).mul(SELU_SCALE);
            case SOFTPLUS -> softplus(sd, x);
            case SOFTSIGN -> x.div(sd.math.abs(x).add(1));
            case EXPONENTIAL -> sd.math.exp(x);
            case HARD_SIGMOID_KERAS_2 -> sd.clipByValue(x.mul(0.2).add(0.5), 0, 1);
            case HARD_SIGMOID -> sd.nn.relu6(x.add(3), 0).div(6);
            case HARD_SILU -> x.mul(sd.nn.relu6(x.add(3), 0)).div(6);
            case LEAKY_RELU -> leakyRelu(sd, x, 0.2);
            case HARD_TANH -> sd.clipByValue(x, -1, 1);
            case HARD_SHRINK -> x.mul(sd.gt(sd.math.abs(x), 0.5).castTo(x.dataType()));
            case SOFT_SHRINK -> sd.nn.relu(x.sub(0.5), 0).sub(sd.nn.relu(x.add(0.5).neg(), 0));
            case TANH_SHRINK -> x.sub(sd.nn.tanh(x));
            case MISH -> x.mul(sd.nn.tanh(softplus(sd, x)));
            case SQUAREPLUS -> x.add(sd.math.sqrt(x.mul(x).add(4))).div(2);
            case SPARSE_SIGMOID -> sd.clipByValue(x.add(1).div(2), 0, 1);
            // a square up to 1, then on with its slope there
            case SPARSE_PLUS -> sd.math.square(sd.clipByValue(x.add(1).div(2), 0, 1)).add(sd.nn.relu(x.sub(1), 0));
            case LOG_SIGMOID -> softplus(sd, x.neg()).neg();
            case LOG_SOFTMAX -> sd.nn.logSoftmax(x);
        };
    }

    /** log(1 + e^x) without overflow. */
    private static SDVariable softplus(SameDiff sd, SDVariable x) {
        return sd.nn.relu(x, 0).add(sd.math.log(sd.math.exp(sd.math.abs(x).neg()).add(1)));
    }

    static SDVariable elu(SameDiff sd, SDVariable x, double alpha) {
        return sd.nn.relu(x, 0).add(sd.math.exp(negativePart(sd, x)).sub(1).mul(alpha));
    }

    static SDVariable leakyRelu(SameDiff sd, SDVariable x, double negativeSlope) {
        return sd.nn.relu(x, 0).add(negativePart(sd, x).mul(negativeSlope));
    }

    /** Keras's ReLU with its three parameters. */
    static SDVariable relu(SameDiff sd, SDVariable x, Layer.ReLU layer) {
        double ceiling = Double.isInfinite(layer.maxValue()) ? Float.MAX_VALUE : layer.maxValue();
        if (layer.threshold() == 0 && layer.negativeSlope() == 0) {
            return Double.isInfinite(layer.maxValue())
                    ? sd.nn.relu(x, 0)
                    : layer.maxValue() == 6 ? sd.nn.relu6(x, 0) : sd.clipByValue(x, 0, ceiling);
        }
        SDVariable above = sd.gte(x, layer.threshold()).castTo(x.dataType());
        SDVariable positive = sd.clipByValue(x.mul(above), -Float.MAX_VALUE, ceiling);
        if (layer.negativeSlope() == 0) {
            return positive;
        }
        SDVariable below = above.rsub(1);
        return positive.add(x.sub(layer.threshold()).mul(below).mul(layer.negativeSlope()));
    }

    private static SDVariable negativePart(SameDiff sd, SDVariable x) {
        return sd.nn.relu(x.neg(), 0).neg();
    }
}
