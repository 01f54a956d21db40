package dev.thaw.finetuning.training;

/** Where checkpoints are kept. */
public interface CheckpointStore {

    /** Durable when it returns. @return the checkpoint's name */
    String save(Checkpoint checkpoint);

    Checkpoint load(String name);

    /** What {@link #load} gives without the tensors, which a store may leave unread. */
    default CheckpointState state(String name) {
        return load(name).state();
    }
}
