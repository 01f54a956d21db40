package dev.thaw.finetuning.training;

import java.util.List;

import dev.thaw.finetuning.network.Weights;

/**
 * All that is needed to go on exactly where a run was at the end of an epoch. Random numbers need no state: each is drawn
 * from the plan's seed and the place where it is used.
 *
 * @param stageIndex from 0
 * @param epoch epochs of the stage that are done, from 1
 * @param trainingLoss mean over the epoch, with penalties
 * @param weights every weight trained in any stage so far, the head's among them; all others are the base's
 * @param earlier names of the stage's earlier checkpoints, epoch by epoch
 * @param finished the stages before this one
 */
public record Checkpoint(int stageIndex, String stage, int epoch, double trainingLoss, Weights weights, OptimizerState optimizer,
        List<String> earlier, List<StageOutcome> finished) {

    public Checkpoint {
        earlier = List.copyOf(earlier);
        finished = List.copyOf(finished);
    }
}
