package dev.thaw.finetuning.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.safetensors.InvalidSafetensorsException;
import dev.thaw.finetuning.safetensors.Safetensors;

/**
 * A checkpoint as files: {@code weights.safetensors}, {@code optimizer.safetensors}, and {@code checkpoint.json}, which has
 * the SHA-256 of the two others. Write it last: where it is, the others are.
 */
public final class CheckpointFormat {
    /** The file of the weights trained so far. */
    public static final String WEIGHTS = "weights.safetensors";
    /** The file of the optimizer's running values. */
    public static final String OPTIMIZER = "optimizer.safetensors";
    /** The file that is written last, with the hashes of the others. */
    public static final String STATE = "checkpoint.json";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private CheckpointFormat() {
    }

    /** @param soFar left out where there is none */
    private record State(int version, int stageIndex, String stage, int epoch, double trainingLoss,
            Map<String, Double> activities,
            long iterations, List<String> earlier, List<StageOutcome> finished, String weightsSha256, String optimizerSha256,
            @JsonInclude(JsonInclude.Include.NON_NULL) EpochSoFar soFar, double seconds) {

        CheckpointState checkpoint() {
            return new CheckpointState(stageIndex, stage, epoch, trainingLoss, activities == null ? Map.of() : activities,
                    earlier, finished, soFar, seconds);
        }
    }

    /** By file name, in the order in which they are to be written; the same checkpoint gives the same bytes. */
    public static Map<String, byte[]> toFiles(Checkpoint checkpoint) {
        byte[] weights = Safetensors.write(checkpoint.weights().tensors(), Map.of());
        byte[] optimizer = Safetensors.write(new TreeMap<>(checkpoint.optimizer().slots()), Map.of());
        CheckpointState at = checkpoint.state();
        State state = new State(VERSION, at.stageIndex(), at.stage(), at.epoch(), at.trainingLoss(), at.activities(),
                checkpoint.optimizer().iterations(), at.earlier(), at.finished(), Sha256.of(weights), Sha256.of(optimizer),
                at.soFar(), at.seconds());
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(WEIGHTS, weights);
        files.put(OPTIMIZER, optimizer);
        files.put(STATE, json(state));
        return files;
    }

    /** @throws InvalidCheckpointException if a file is missing or broken, or they do not belong together */
    public static Checkpoint fromFiles(Map<String, byte[]> files) {
        for (String name : List.of(STATE, WEIGHTS, OPTIMIZER)) {
            if (!files.containsKey(name)) {
                throw new InvalidCheckpointException("the checkpoint has no " + name);
            }
        }
        State state = read(files.get(STATE));
        Map<String, Tensor> weights = tensors(WEIGHTS, files.get(WEIGHTS), state.weightsSha256());
        Map<String, Tensor> slots = tensors(OPTIMIZER, files.get(OPTIMIZER), state.optimizerSha256());
        return new Checkpoint(state.checkpoint(), new Weights(weights), new OptimizerState(state.iterations(), slots));
    }

    /** What {@code checkpoint.json} says. @throws InvalidCheckpointException if it is broken */
    public static CheckpointState state(byte[] file) {
        return read(file).checkpoint();
    }

    private static Map<String, Tensor> tensors(String name, byte[] content, String sha256) {
        if (!Sha256.of(content).equals(sha256)) {
            throw new InvalidCheckpointException(
                    name + " is not the file that was written: its SHA-256 differs from that in " + STATE);
        }
        try {
            return Safetensors.read(content);
        } catch (InvalidSafetensorsException e) {
            throw new InvalidCheckpointException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static State read(byte[] content) {
        try {
            State state = JSON.readValue(content, State.class);
            if (state.version() != VERSION) {
                throw new InvalidCheckpointException(
                        STATE + " is of version " + state.version() + ", this program reads " + VERSION);
            }
            return state;
        } catch (IOException e) {
            throw new InvalidCheckpointException(STATE + " cannot be read", e);
        }
    }

    private static byte[] json(State state) {
        try {
            return JSON.writeValueAsBytes(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state of a checkpoint cannot fail to be written", e);
        }
    }
}
