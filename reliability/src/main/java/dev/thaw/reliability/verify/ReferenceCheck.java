package dev.thaw.reliability.verify;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** No event names an object that is not there; checkpoints are whole. */
record ReferenceCheck(TopicLog log, BucketView bucket, Findings findings) {
    /** Fields that hold an object's key. */
    private static final List<String> OBJECTS = List.of("object", "manifest", "definition", "report");
    /** Fields that hold the prefix of a checkpoint's objects. */
    private static final List<String> CHECKPOINTS = List.of("checkpoint", "bestCheckpoint");
    private static final List<String> CHECKPOINT_FILES = List.of("weights.safetensors", "optimizer.safetensors");
    /** The last object of a model that is written, and the first. */
    private static final List<String> MODEL_FILES = List.of("metrics.json", "lineage.json", "model.keras", "model.onnx",
            "labels.txt", "plan.yaml");

    void run() throws IOException {
        Set<String> whole = new HashSet<>();
        for (TopicRecord record : log.all()) {
            if (record.type().equals("image-arrived") || "missing-object".equals(record.text("reason"))) {
                // a sender may name what it likes
                continue;
            }
            for (String field : OBJECTS) {
                object(record, record.text(field));
            }
            object(record, record.data().path("base").path("object").asText(null));
            for (String field : CHECKPOINTS) {
                String prefix = record.text(field);
                if (prefix != null && whole.add(prefix)) {
                    checkpoint(record, prefix);
                }
            }
            String model = record.text("model");
            if (model != null) {
                MODEL_FILES.forEach(file -> object(record, model + file));
            }
        }
    }

    private void object(TopicRecord record, String key) {
        if (key != null) {
            findings.looked("references", 1);
            if (!bucket.has(key)) {
                findings.wrong(record + " names " + key + ", which is not in the bucket");
            }
        }
    }

    private void checkpoint(TopicRecord record, String prefix) throws IOException {
        findings.looked("checkpoints", 1);
        String state = prefix + "checkpoint.json";
        object(record, state);
        CHECKPOINT_FILES.forEach(file -> object(record, prefix + file));
        if (bucket.has(state)) {
            JsonNode said = bucket.json(state);
            hash(prefix + "weights.safetensors", said.path("weightsSha256").asText());
            hash(prefix + "optimizer.safetensors", said.path("optimizerSha256").asText());
        }
    }

    private void hash(String key, String sha256) throws IOException {
        if (bucket.has(key) && !bucket.sha256(key).equals(sha256)) {
            findings.wrong("the object " + key + " has not the SHA-256 that its checkpoint.json names");
        }
    }
}
