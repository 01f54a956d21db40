package dev.thaw.finetuning.plan;

import java.util.List;

/**
 * The new classifier on top of the backbone: pooling, hidden layers (ReLU), dropout, a softmax over the labels.
 *
 * @param dropout the share of the last features dropped at each step, in [0, 1)
 * @param hidden units of each hidden layer, from the bottom; none by default
 */
public record HeadPlan(Pooling pooling, double dropout, List<Integer> hidden) {

    public HeadPlan {
        hidden = List.copyOf(hidden);
    }

    /** How the backbone's last feature map becomes a vector: mean or maximum over its places, or all of it. */
    public enum Pooling {
        AVERAGE,
        MAX,
        FLATTEN
    }
}
