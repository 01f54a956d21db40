package dev.thaw.finetuning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checkpoints in memory, in the form in which they are stored. */
public final class MemoryCheckpoints implements CheckpointStore {
    private final Map<String, Map<String, byte[]>> files = new LinkedHashMap<>();

    @Override
    public String save(Checkpoint checkpoint) {
        String name = checkpoint.state().stageIndex() + "-" + checkpoint.state().epoch()
                + (checkpoint.state().withinEpoch() ? "-" + checkpoint.state().step() : "") + "/";
        files.put(name, CheckpointFormat.toFiles(checkpoint));
        return name;
    }

    @Override
    public Checkpoint load(String name) {
        return CheckpointFormat.fromFiles(files.get(name));
    }

    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    public Map<String, byte[]> files(String name) {
        return files.get(name);
    }
}
