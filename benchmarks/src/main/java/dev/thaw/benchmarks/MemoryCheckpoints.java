package dev.thaw.benchmarks;

import java.util.HashMap;
import java.util.Map;

import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.CheckpointStore;

/** What is measured is training; nobody's checkpoints go to disk. */
final class MemoryCheckpoints implements CheckpointStore {
    private final Map<String, Checkpoint> checkpoints = new HashMap<>();

    @Override
    public String save(Checkpoint checkpoint) {
        String name = checkpoint.stageIndex() + "-" + checkpoint.epoch() + "/";
        checkpoints.put(name, checkpoint);
        return name;
    }

    @Override
    public Checkpoint load(String name) {
        return checkpoints.get(name);
    }
}
