package dev.thaw.service.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.CheckpointState;
import dev.thaw.finetuning.training.EpochSoFar;
import dev.thaw.finetuning.training.InvalidCheckpointException;
import dev.thaw.finetuning.training.OptimizerState;
import dev.thaw.testkit.MemoryBucket;

class BucketCheckpointStoreTest {
    private final MemoryBucket bucket = new MemoryBucket();
    private final BucketCheckpointStore first = new BucketCheckpointStore(bucket, "run-a", 1);
    private final BucketCheckpointStore second = new BucketCheckpointStore(bucket, "run-a", 2);

    @Test
    void aCheckpointComesBackAsItWasSaved() {
        // given
        String name = first.save(checkpoint(1, 3));

        // when
        Checkpoint loaded = second.load(name);

        // then
        assertThat(name).isEqualTo("runs/run-a/1/1-3/");
        assertThat(loaded.state().epoch()).isEqualTo(3);
        assertThat(loaded.weights().get("head/bias").sameBits(checkpoint(1, 3).weights().get("head/bias"))).isTrue();
    }

    @Test
    void theNewestIsTheFurthestOnOfTheAttempt() throws Exception {
        first.save(checkpoint(0, 10));
        first.save(checkpoint(1, 2));
        second.save(checkpoint(0, 11));

        assertThat(first.newest()).contains("runs/run-a/1/1-2/");
        assertThat(second.newest()).contains("runs/run-a/2/0-11/");
        assertThat(new BucketCheckpointStore(bucket, "run-a", 3).newest()).isEmpty();
    }

    @Test
    void oneWithinAnEpochIsFurtherOnThanTheOneAtItsBeginning() throws Exception {
        first.save(checkpoint(0, 9));
        first.save(checkpoint(0, 9, 2));
        String newest = first.save(checkpoint(0, 9, 11));

        assertThat(first.newest()).contains(newest).contains("runs/run-a/1/0-9-11/");
        first.save(checkpoint(0, 10));
        assertThat(first.newest()).contains("runs/run-a/1/0-10/");
    }

    @Test
    void oneThatWasNotWrittenToItsEndOrDamagedDoesNotCount() throws Exception {
        // given
        first.save(checkpoint(0, 1));
        String half = first.save(checkpoint(0, 2));
        bucket.put(half + "weights.safetensors", new byte[]{1, 2, 3}, "application/octet-stream");
        bucket.put("runs/run-a/1/0-3/weights.safetensors", new byte[]{1}, "application/octet-stream");
        bucket.put("runs/run-a/1/0-4/checkpoint.json-1b2c", new byte[]{1}, "application/json");

        // when
        Optional<String> newest = first.newest();

        // then
        assertThat(newest).contains("runs/run-a/1/0-1/");
    }

    @Test
    void theStateIsReadWithoutTheTensors() throws Exception {
        // given
        String name = first.save(checkpoint(1, 3));
        bucket.delete(name + "weights.safetensors");
        bucket.delete(name + "optimizer.safetensors");

        // then
        assertThat(first.state(name)).isEqualTo(checkpoint(1, 3).state());
    }

    @Test
    void aCheckpointThatIsMissingIsNamed() {
        assertThatThrownBy(() -> first.load("runs/run-a/1/7-7/")).isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("runs/run-a/1/7-7/");
    }

    private static Checkpoint checkpoint(int stageIndex, int epoch, int step) {
        Checkpoint whole = checkpoint(stageIndex, epoch);
        CheckpointState within = new CheckpointState(stageIndex, whole.state().stage(), epoch, Double.NaN, Map.of(), List.of(),
                List.of(), new EpochSoFar(step, step * 8L, 0.25, Map.of()), 0);
        return new Checkpoint(within, whole.weights(), whole.optimizer());
    }

    private static Checkpoint checkpoint(int stageIndex, int epoch) {
        Weights weights = new Weights(Map.of("head/bias", Tensor.of(new float[]{epoch, Float.NaN, -0f}, 3)));
        return new Checkpoint(new CheckpointState(stageIndex, "stage-" + stageIndex, epoch, 0.5), weights,
                new OptimizerState(9, Map.of()));
    }
}
