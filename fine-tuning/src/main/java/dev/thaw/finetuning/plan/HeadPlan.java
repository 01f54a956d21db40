package dev.thaw.finetuning.plan;

import java.util.List;

import dev.thaw.finetuning.network.Activation;

/**
 * The new classifier on top of the backbone: spatial dropout, pooling, hidden layers, dropout, the output.
 *
 * @param spatialDropout the share of the backbone's last channels dropped whole at each step, in [0, 1)
 * @param hidden dense layers, from the bottom; none by default
 * @param dropout the share of the last features dropped at each step, in [0, 1)
 */
public record HeadPlan(Pooling pooling, double spatialDropout, List<Hidden> hidden, double dropout, Output output) {

    public HeadPlan {
        hidden = List.copyOf(hidden);
    }

    /** How the backbone's last feature map becomes a vector: mean or maximum over its places, or all of it. */
    public enum Pooling {
        AVERAGE,
        MAX,
        FLATTEN
    }

    /** SOFTMAX: a unit per label. SIGMOID: one unit for two labels, the probability of the second, trained with binary cross-entropy. */
    public enum Output {
        SOFTMAX,
        SIGMOID
    }

    /** A dense layer. @param dropout the share of its outputs dropped at each step, in [0, 1) */
    public record Hidden(int units, HiddenActivation activation, double dropout) {
    }

    /** The activations of hidden layers. */
    public enum HiddenActivation {
        RELU,
        ELU,
        SELU,
        GELU,
        SWISH,
        TANH,
        SIGMOID,
        LINEAR;

        public Activation activation() {
            return Activation.valueOf(name());
        }
    }
}
