package dev.thaw.finetuning.training;

/** @param name under which the {@link CheckpointStore} has it, durably */
public record SavedCheckpoint(String name, Checkpoint checkpoint) {
}
