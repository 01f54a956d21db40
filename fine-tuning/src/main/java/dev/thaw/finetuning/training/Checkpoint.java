package dev.thaw.finetuning.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Weights;

/**
 * All that is needed to go on exactly where a run was at the end of an epoch. Random numbers need no state: each is drawn
 * from the plan's seed and the place where it is used.
 *
 * @param stageIndex from 0
 * @param epoch epochs of the stage that are done, from 1
 * @param trainingLoss mean over the epoch, with penalties
 * @param activities the penalties on activities by term, means over the epoch
 * @param weights every weight trained in any stage so far, the head's among them; all others are the base's;
 *        moving averages where the plan asks for them
 * @param earlier names of the stage's earlier checkpoints, epoch by epoch
 * @param finished the stages before this one
 */
public record Checkpoint(int stageIndex, String stage, int epoch, double trainingLoss, Map<String, Double> activities,
        Weights weights, OptimizerState optimizer,
        List<String> earlier, List<StageOutcome> finished) {

    public Checkpoint {
        activities = Collections.unmodifiableMap(new LinkedHashMap<>(activities));
        earlier = List.copyOf(earlier);
        finished = List.copyOf(finished);
    }
}
