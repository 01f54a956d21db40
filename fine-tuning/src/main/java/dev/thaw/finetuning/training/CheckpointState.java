package dev.thaw.finetuning.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a run was at a checkpoint, at the end of an epoch or at a step of one.
 *
 * @param stageIndex from 0
 * @param epoch epochs of the stage that are done
 * @param trainingLoss mean over the epoch, with penalties; NaN within an epoch
 * @param activities the penalties on activities by term, means over the epoch; empty within an epoch
 * @param earlier names of the stage's earlier checkpoints, epoch by epoch
 * @param finished the stages before this one
 * @param soFar the epoch that was under way, the one after {@code epoch}; null at the end of an epoch
 * @param seconds that the stage has taken so far, over all attempts: what budgets of time are held against
 */
public record CheckpointState(int stageIndex, String stage, int epoch, double trainingLoss, Map<String, Double> activities,
        List<String> earlier, List<StageOutcome> finished, EpochSoFar soFar, double seconds) {

    public CheckpointState {
        activities = Collections.unmodifiableMap(new LinkedHashMap<>(activities));
        earlier = List.copyOf(earlier);
        finished = List.copyOf(finished);
    }

    /** At the end of an epoch, with nothing before it and no penalties; it took no time. */
    public CheckpointState(int stageIndex, String stage, int epoch, double trainingLoss) {
        this(stageIndex, stage, epoch, trainingLoss, Map.of(), List.of(), List.of(), null, 0);
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
