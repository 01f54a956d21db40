package dev.thaw.finetuning.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.Weights;

/**
 * All that is needed to go on exactly where a run was, at the end of an epoch or at a step of one. Random numbers need no state:
 * each is drawn from the plan's seed and the place where it is used; neither does a schedule, which is a function of that place and
 * of the losses of the epochs, nor patience, which is one of the judged checkpoints.
 *
 * @param stageIndex from 0
 * @param epoch epochs of the stage that are done
 * @param trainingLoss mean over the epoch, with penalties; NaN within an epoch
 * @param activities the penalties on activities by term, means over the epoch; empty within an epoch
 * @param weights every weight trained in any stage so far, the head's among them; all others are the base's;
 *        moving averages where the plan asks for them
 * @param earlier names of the stage's earlier checkpoints, epoch by epoch
 * @param finished the stages before this one
 * @param soFar the epoch that was under way, the one after {@code epoch}; null at the end of an epoch
 * @param seconds that the stage has taken so far, over all attempts: what budgets of time are held against
 */
public record Checkpoint(int stageIndex, String stage, int epoch, double trainingLoss, Map<String, Double> activities,
        Weights weights, OptimizerState optimizer,
        List<String> earlier, List<StageOutcome> finished, EpochSoFar soFar, double seconds) {

    public Checkpoint {
        activities = Collections.unmodifiableMap(new LinkedHashMap<>(activities));
        earlier = List.copyOf(earlier);
        finished = List.copyOf(finished);
    }

    /** At the end of an epoch, of a stage that took no time. */
    public Checkpoint(int stageIndex, String stage, int epoch, double trainingLoss, Map<String, Double> activities,
            Weights weights, OptimizerState optimizer, List<String> earlier, List<StageOutcome> finished) {
        this(stageIndex, stage, epoch, trainingLoss, activities, weights, optimizer, earlier, finished, null, 0);
    }

    /** Whether it was made within an epoch: good to go on from, not to be judged. */
    public boolean withinEpoch() {
        return soFar != null;
    }

    /** Steps of the epoch under way that are done; 0 at the end of an epoch. */
    public int step() {
        return soFar == null ? 0 : soFar.step();
    }
}
