package dev.thaw.finetuning.plan;

import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.plan.AugmentationPlan.Flip;

/** The plan for those who bring none, and what stands for each key that a plan leaves out. */
final class DefaultPlan {

    static final FineTuningPlan PLAN = new FineTuningPlan(42, 16,
            new HeadPlan(HeadPlan.Pooling.AVERAGE, 0, List.of(), 0.2, HeadPlan.Output.SOFTMAX),
            new OptimizerPlan(OptimizerPlan.Type.ADAM, 0, false, ClipPlan.NONE, 1, 0, 1),
            AugmentationPlan.flips(Flip.HORIZONTAL, 2),
            new FeatureBankPlan(FeatureBankPlan.Precision.FLOAT32),
            new RegularizationPlan(List.of()),
            0,
            new ClassWeights.None(),
            new EarlyStoppingPlan(EarlyStoppingPlan.Metric.LOSS, 0),
            List.of(new StagePlan("head", new Thaw.None(), 1e-3, 40, 10, new Schedule.Cosine(), 0, true),
                    new StagePlan("top", new Thaw.Fraction(0.5), 1e-4, 6, 3, new Schedule.Cosine(), 0, true)),
            new GatesPlan(GatesPlan.Rule.BETTER, 0, 0.95, 0, Map.of(), 0.5, 0, 0, 0));

    private DefaultPlan() {
    }
}
