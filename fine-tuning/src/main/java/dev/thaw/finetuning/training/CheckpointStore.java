package dev.thaw.finetuning.training;

/** Where checkpoints are kept. */
public interface CheckpointStore {

    /** Durable when it returns. @return the checkpoint's name */
    String save(Checkpoint checkpoint);

    Checkpoint load(String name);
}
