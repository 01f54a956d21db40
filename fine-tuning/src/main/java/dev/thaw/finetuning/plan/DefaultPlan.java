package dev.thaw.finetuning.plan;

import java.util.List;

import dev.thaw.finetuning.plan.AugmentationPlan.Flip;
import dev.thaw.finetuning.plan.StagePlan.Schedule;

/** The plan for those who bring none, and what stands for each key that a plan leaves out. */
final class DefaultPlan {

    static final FineTuningPlan PLAN = new FineTuningPlan(42, 32,
            new HeadPlan(HeadPlan.Pooling.AVERAGE, 0.2, List.of()),
            new OptimizerPlan(OptimizerPlan.Type.ADAM, 0, false, 0),
            new AugmentationPlan(Flip.HORIZONTAL, 0, 2),
            new RegularizationPlan(0, 0, 0, RegularizationPlan.KERNELS),
            0,
            FineTuningPlan.ClassWeights.NONE,
            new EarlyStoppingPlan(EarlyStoppingPlan.Metric.LOSS, 0),
            List.of(new StagePlan("head", new Thaw.None(), 5e-3, 30, 5, Schedule.CONSTANT),
                    new StagePlan("top", new Thaw.Fraction(0.25), 1e-4, 8, 2, Schedule.CONSTANT)),
            new GatesPlan(0));

    private DefaultPlan() {
    }
}
