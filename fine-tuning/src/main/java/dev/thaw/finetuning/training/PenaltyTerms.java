package dev.thaw.finetuning.training;

import java.util.Map;

/** The penalties that a plan puts on a network, before anything is trained. */
public final class PenaltyTerms {

    private PenaltyTerms() {
    }

    /** The values that the terms of a stage have for the first weights, by name such as {@code l2 conv1/kernel}. */
    public static Map<String, Double> of(FineTuningTask task, PreparedStage stage) {
        return new Penalties(task.plan().regularization(), stage.trainable()).terms(task.initialWeights()::get);
    }
}
