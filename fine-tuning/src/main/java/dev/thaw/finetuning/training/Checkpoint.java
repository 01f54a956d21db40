package dev.thaw.finetuning.training;

import dev.thaw.finetuning.network.Weights;

/**
 * All that is needed to go on exactly where a run was. Random numbers need no state: each is drawn from the plan's seed and the place
 * where it is used; neither does a schedule, which is a function of that place and of the losses of the epochs, nor patience, which is
 * one of the judged checkpoints.
 *
 * @param weights every weight trained in any stage so far, the head's among them; all others are the base's;
 *        moving averages where the plan asks for them
 */
public record Checkpoint(CheckpointState state, Weights weights, OptimizerState optimizer) {
}
