package dev.thaw.finetuning.network;

/** Activation functions by their Keras name. */
public enum Activation {
    LINEAR,
    RELU,
    RELU6,
    SIGMOID,
    SOFTMAX,
    TANH,
    SWISH,
    GELU,
    ELU,
    SELU,
    SOFTPLUS,
    SOFTSIGN,
    EXPONENTIAL,
    /** {@code clip(0.2 x + 0.5, 0, 1)}, Keras 2. */
    HARD_SIGMOID_KERAS_2,
    /** {@code relu6(x + 3) / 6}, Keras 3. */
    HARD_SIGMOID
}
