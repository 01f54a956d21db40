package dev.thaw.finetuning.plan;

import java.util.List;

/**
 * The declarative description of a fine-tuning run. Read it with {@link PlanReader}, which reports every mistake; the
 * records themselves take what they are given.
 *
 * @param seed of everything that is drawn: head weights, shuffling, dropout, augmentation
 * @param batchSize images per step, at least 1
 * @param labelSmoothing in [0, 1): the share of the target's mass spread evenly over the classes
 * @param stages in order, at least one; each starts from the best checkpoint of the one before
 */
public record FineTuningPlan(long seed, int batchSize, HeadPlan head, OptimizerPlan optimizer, AugmentationPlan augmentation,
        FeatureBankPlan featureBank, RegularizationPlan regularization, double labelSmoothing, ClassWeights classWeights,
        EarlyStoppingPlan earlyStopping,
        List<StagePlan> stages, GatesPlan gates) {

    public FineTuningPlan {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one stage");
        }
    }
}
