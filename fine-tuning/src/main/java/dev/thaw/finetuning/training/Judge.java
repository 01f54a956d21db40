package dev.thaw.finetuning.training;

import java.util.Optional;

/** Scores checkpoints on the validation split and says when to stop. It may work beside the training. */
public interface Judge {

    /**
     * Hands in a checkpoint, after it is durable; in the order of the epochs. A resumed run hands in the checkpoints of its
     * stage once more, from the first on.
     */
    void submit(SavedCheckpoint saved);

    /** The order in force for this stage, if any. Asked before each batch, so it must answer at once. */
    Optional<StopOrder> order(int stageIndex);

    /**
     * Waits until every checkpoint of the stage up to the given epoch is judged.
     *
     * @param lastEpoch the last one handed in; 0 if none was
     */
    StageVerdict conclude(int stageIndex, int lastEpoch);
}
