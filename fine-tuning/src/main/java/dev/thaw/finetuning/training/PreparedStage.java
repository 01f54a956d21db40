package dev.thaw.finetuning.training;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.plan.StagePlan;

/**
 * A stage of a plan on a certain network.
 *
 * @param index from 0
 * @param trainable names of the weights that train, {@code layer/weight}, in the order of the network
 * @param cut the layers whose activations cross from what is frozen and the same in every epoch to what must run at each step;
 *        an input of the network where nothing worth keeping is frozen
 * @param above the network above the cut
 * @param banked whether the feature bank keeps activations of the cut; if not, the stage runs from pixels
 * @param trainableParameters numbers that move
 * @param totalParameters numbers in the whole network
 */
public record PreparedStage(int index, StagePlan plan, Set<String> trainable, List<String> cut, Network above,
        boolean banked, long trainableParameters, long totalParameters) {

    public PreparedStage {
        trainable = Collections.unmodifiableSet(new LinkedHashSet<>(trainable));
        cut = List.copyOf(cut);
    }

    /** As the plan says it. */
    public String name() {
        return plan.name();
    }
}
