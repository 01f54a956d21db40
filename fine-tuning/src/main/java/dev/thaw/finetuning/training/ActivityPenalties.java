package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.thaw.finetuning.engine.LossOptions.ActivityPenalty;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.plan.RegularizationPlan;

/** Which layers' outputs a plan penalizes: those with a kernel. What a frozen layer gives is not counted, as no step is to change it. */
final class ActivityPenalties {

    private ActivityPenalties() {
    }

    /** Of all layers that the plan names, frozen or not. */
    static List<ActivityPenalty> of(RegularizationPlan plan, Network network) {
        List<ActivityPenalty> penalties = new ArrayList<>();
        for (Node node : network.nodes()) {
            ActivityPenalty penalty = new ActivityPenalty(node.name(), plan.activityL1(node.name()),
                    plan.activityL2(node.name()));
            boolean kernel = LayerWeights.of(network, node.name()).keySet().stream()
                    .anyMatch(weight -> weight.endsWith("kernel"));
            if (kernel && (penalty.l1() > 0 || penalty.l2() > 0)) {
                penalties.add(penalty);
            }
        }
        return penalties;
    }

    /** Of those with a weight that trains. */
    static List<ActivityPenalty> of(RegularizationPlan plan, Network network, Set<String> trainable) {
        return of(plan, network).stream()
                .filter(penalty -> trainable.stream().anyMatch(weight -> weight.startsWith(penalty.layer() + "/")))
                .toList();
    }
}
