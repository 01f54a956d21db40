package dev.thaw.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;

import org.junit.jupiter.api.Test;

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
