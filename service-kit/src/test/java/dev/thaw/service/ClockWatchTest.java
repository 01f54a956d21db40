package dev.thaw.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private long wall = 1_790_000_000_000L;
    private long nanos = 77;
    private final List<Duration> putBack = new ArrayList<>();
    private final ClockWatch watch = new ClockWatch(() -> wall, () -> nanos, putBack::add);

    @Test
    void aClockThatIsPutBackIsNoticedAtTheNextLookAndSaidOnce() {
        // given
        passes(Duration.ofSeconds(1), Duration.ofSeconds(1));

        // when
        passes(Duration.ofSeconds(1), Duration.ofHours(-1).plusSeconds(1));
        passes(Duration.ofSeconds(1), Duration.ofSeconds(1));

        // then
        assertThat(putBack).containsExactly(Duration.ofHours(1));
    }

    @Test
    void aClockThatIsPutForwardOrRightedALittleIsNoReasonToEnd() {
        passes(Duration.ofSeconds(1), Duration.ofHours(25));
        passes(Duration.ofSeconds(1), Duration.ofSeconds(-9));

        assertThat(putBack).isEmpty();
    }

    @Test
    void aPausedProcessSeesBothClocksGoOn() {
        passes(Duration.ofHours(3), Duration.ofHours(3));

        assertThat(putBack).isEmpty();
    }

    private void passes(Duration time, Duration onTheClock) {
        nanos += time.toNanos();
        wall += onTheClock.toMillis();
        watch.look();
    }
}
