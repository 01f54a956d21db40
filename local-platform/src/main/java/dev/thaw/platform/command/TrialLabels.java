package dev.thaw.platform.command;

import java.util.stream.Stream;

import dev.thaw.finetuning.plan.ClassWeights;
import dev.thaw.finetuning.plan.FineTuningPlan;

/** Labels to try a plan with. */
final class TrialLabels {

    private TrialLabels() {
    }

    /** Those that the plan names, and then others. */
    static Stream<String> of(FineTuningPlan plan, Stream<String> others) {
        Stream<String> weighted = plan.classWeights() instanceof ClassWeights.Given given
                ? given.byLabel().keySet().stream()
                : Stream.empty();
        Stream<String> named = Stream.concat(weighted, plan.gates().recallOf().keySet().stream());
        return Stream.concat(named, others).distinct();
    }
}
