package dev.thaw.finetuning.training;

import java.util.HashMap;
import java.util.Map;

/** Checkpoints in memory, for a training that begins again when it is broken off: they need not outlive it. */
public final class TransientCheckpoints implements CheckpointStore {
    private final Map<String, Checkpoint> checkpoints = new HashMap<>();

    @Override
    public String save(Checkpoint checkpoint) {
        String name = checkpoint.state().stageIndex() + "-" + checkpoint.state().epoch() + "-" + checkpoint.state().step();
        checkpoints.put(name, checkpoint);
        return name;
    }

    @Override
    public Checkpoint load(String name) {
        return checkpoints.get(name);
    }
}
