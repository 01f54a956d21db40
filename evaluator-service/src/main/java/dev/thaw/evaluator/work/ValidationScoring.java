package dev.thaw.evaluator.work;

import java.io.IOException;

import dev.thaw.contract.event.CheckpointSaved;

/** Scores checkpoints on the validation split. */
@FunctionalInterface
public interface ValidationScoring {

    /** @throws IOException if the bucket does not answer, or has not what the event names */
    ScoredCheckpoint score(CheckpointSaved saved) throws IOException;
}
