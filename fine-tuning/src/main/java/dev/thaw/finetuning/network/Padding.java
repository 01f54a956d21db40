package dev.thaw.finetuning.network;

/**
 * How a window treats the border. SAME follows TensorFlow: {@code out = ceil(in / stride)}, the extra row or column goes
 * to the bottom and the right.
 */
public enum Padding {
    SAME,
    VALID
}
