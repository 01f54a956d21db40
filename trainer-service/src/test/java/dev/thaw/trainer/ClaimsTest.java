package dev.thaw.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.CheckpointState;
import dev.thaw.finetuning.training.OptimizerState;
import dev.thaw.service.tuning.BucketCheckpointStore;
import dev.thaw.testkit.MemoryBucket;

class ClaimsTest {
    private final MemoryBucket bucket = new MemoryBucket();
    private final Claims claims = new Claims(bucket, "somebody", Clock.systemUTC());

    @Test
    void attemptsCountFromOne() throws Exception {
        assertThat(claims.next("run-a").attempt()).isEqualTo(1);
        assertThat(claims.next("run-a").attempt()).isEqualTo(2);
        assertThat(claims.next("run-b").attempt()).isEqualTo(1);
    }

    @Test
    void aClaimStandsUntilThereIsALaterOne() throws Exception {
        // given
        Claim first = claims.next("run-a");
        boolean before = claims.stands(first);

        // when
        Claim second = claims.next("run-a");

        // then
        assertThat(before).isTrue();
        assertThat(claims.stands(first)).isFalse();
        assertThat(claims.stands(second)).isTrue();
    }

    @Test
    void anAttemptGoesOnFromTheNewestCheckpointThatItsPredecessorSavedInTime() throws Exception {
        // given
        claims.next("run-a");
        checkpoint(1, 1);
        String inTime = checkpoint(1, 2);

        // when
        Claim second = claims.next("run-a");
        // the first was paused and does not know: what it saves from now on is further on, and nobody's
        checkpoint(1, 3);
        Claim third = claims.next("run-a");
        String own = checkpoint(3, 2);
        checkpoint(1, 4);
        Claim fourth = claims.next("run-a");

        // then
        assertThat(second.from()).isEqualTo(inTime);
        assertThat(third.from()).isEqualTo(inTime);
        assertThat(fourth.from()).isEqualTo(own);
    }

    @Test
    void countsTheAttemptsThatCameNoFurther() throws Exception {
        assertThat(claims.next("run-a").tries()).isEqualTo(1);
        assertThat(claims.next("run-a").tries()).isEqualTo(2);
        checkpoint(2, 1);
        assertThat(claims.next("run-a").tries()).isEqualTo(1);
        assertThat(claims.next("run-a").tries()).isEqualTo(2);
    }

    @Test
    void oneOfManyTrainersTakesEachAttempt() throws Exception {
        List<Callable<Claim>> trainers = Collections.nCopies(8, () -> claims.next("run-a"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Integer> attempts = new ArrayList<>();
            for (Future<Claim> claim : threads.invokeAll(trainers)) {
                attempts.add(claim.get().attempt());
            }

            assertThat(attempts).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        } finally {
            threads.shutdownNow();
        }
    }

    private String checkpoint(int attempt, int epoch) {
        return new BucketCheckpointStore(bucket, "run-a", attempt).save(new Checkpoint(
                new CheckpointState(0, "head", epoch, 0.5), Weights.empty(), new OptimizerState(epoch, Map.of())));
    }

    @Test
    void countsNumbersAsNumbersAndSkipsWhatAnInterruptedWriteLeft() throws Exception {
        // given
        for (int i = 0; i < 10; i++) {
            claims.next("run-a");
        }
        bucket.put("claims/run-a/99.json-5d1c", new byte[0], "application/json");

        // when
        Claim next = claims.next("run-a");

        // then
        assertThat(next.attempt()).isEqualTo(11);
    }
}
