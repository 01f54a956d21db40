package dev.thaw.finetuning.training;

import java.util.function.Supplier;

/** A checkpoint that a {@link CheckpointStore} has, durably. Its tensors may be read only when somebody asks for them. */
public final class SavedCheckpoint {
    private final String name;
    private final CheckpointState state;
    private final Supplier<Checkpoint> content;

    /** @param name under which the store has it */
    public SavedCheckpoint(String name, Checkpoint checkpoint) {
        this.name = name;
        this.state = checkpoint.state();
        this.content = () -> checkpoint;
    }

    /** One of before, of which mostly the state is of interest. */
    public SavedCheckpoint(String name, CheckpointStore store) {
        this.name = name;
        this.state = store.state(name);
        this.content = () -> store.load(name);
    }

    /** Under which the store has it. */
    public String name() {
        return name;
    }

    /** Where the run was; read already. */
    public CheckpointState state() {
        return state;
    }

    /** The whole of it, tensors and all; one of before is read from the store each time. */
    public Checkpoint checkpoint() {
        return content.get();
    }
}
