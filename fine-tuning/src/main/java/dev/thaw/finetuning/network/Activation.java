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
    /** Slope 0.2 below zero. */
    LEAKY_RELU,
    /** {@code x relu6(x + 3) / 6}. */
    HARD_SILU,
    /** {@code clip(x, -1, 1)}. */
    HARD_TANH,
    /** Zero within 0.5 of zero, else x. */
    HARD_SHRINK,
    /** Zero within 0.5 of zero, else 0.5 nearer to it. */
    SOFT_SHRINK,
    /** {@code x - tanh(x)}. */
    TANH_SHRINK,
    /** {@code x tanh(softplus(x))}. */
    MISH,
    /** {@code (x + sqrt(x^2 + 4)) / 2}. */
    SQUAREPLUS,
    /** {@code clip((x + 1) / 2, 0, 1)}. */
    SPARSE_SIGMOID,
    /** The integral of the sparse sigmoid: 0 below -1, {@code (x + 1)^2 / 4} to 1, then x. */
    SPARSE_PLUS,
    LOG_SIGMOID,
    LOG_SOFTMAX,
    /** {@code clip(0.2 x + 0.5, 0, 1)}, Keras 2. */
    HARD_SIGMOID_KERAS_2,
    /** {@code relu6(x + 3) / 6}, Keras 3. */
    HARD_SIGMOID
}
