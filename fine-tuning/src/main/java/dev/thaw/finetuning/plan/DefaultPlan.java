package dev.thaw.finetuning.plan;

import java.util.List;

import dev.thaw.finetuning.plan.AugmentationPlan.Flip;
import dev.thaw.finetuning.plan.StagePlan.Schedule;

/** The plan for those who bring none, and what stands for each key that a plan leaves out. */
final class DefaultPlan {

    static final FineTuningPlan PLAN = new FineTuningPlan(42, 16,
            new HeadPlan(HeadPlan.Pooling.AVERAGE, 0.2, List.of()),
            new OptimizerPlan(OptimizerPlan.Type.ADAM, 0, false, 0),
            AugmentationPlan.flips(Flip.HORIZONTAL, 2),
            new RegularizationPlan(0, 0, 0, RegularizationPlan.KERNELS),
            0,
            FineTuningPlan.ClassWeights.NONE,
            new EarlyStoppingPlan(EarlyStoppingPlan.Metric.LOSS, 0),
            List.of(new StagePlan("head", new Thaw.None(), 1e-3, 40, 10, Schedule.COSINE),
                    new StagePlan("top", new Thaw.Fraction(0.25), 1e-5, 6, 3, Schedule.COSINE)),
            new GatesPlan(0));

    private DefaultPlan() {
    }
}
