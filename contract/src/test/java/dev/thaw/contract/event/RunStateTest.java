package dev.thaw.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.RunState.State;

class RunStateTest {

    /** Each entry counts whatever the entries before it said, and whenever their writers' clocks said it was. */
    private static final List<RunState> IN_RISING_ORDER = List.of(state(State.QUEUED, 0, 900), state(State.TRAINING, 1, 800),
            state(State.JUDGING, 1, 700), state(State.FAILED, 1, 600), state(State.TRAINING, 2, 500),
            state(State.JUDGING, 2, 400),
            state(State.TRAINING, 3, 300), state(State.FAILED, 3, 250), state(State.REFUSED, 2, 200),
            state(State.PROMOTED, 2, 201));

    @Test
    void a_clock_that_jumps_back_and_a_trainer_that_lost_its_run_hide_no_newer_state() {
        for (int later = 0; later < IN_RISING_ORDER.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                assertThat(IN_RISING_ORDER.get(later).supersedes(IN_RISING_ORDER.get(earlier))).as(later + " over " + earlier)
                        .isTrue();
                assertThat(IN_RISING_ORDER.get(earlier).supersedes(IN_RISING_ORDER.get(later))).as(earlier + " over " + later)
                        .isFalse();
            }
        }
    }

    @Test
    void a_persons_order_ends_the_run_whatever_attempts_say_and_a_failure_only_its_own_attempt() {
        assertThat(state(State.FAILED, 1, 3).supersedes(state(State.TRAINING, 2, 2))).isFalse();
        assertThat(state(State.FAILED, 0, 1).supersedes(state(State.QUEUED, 0, 2))).isTrue();
        assertThat(state(State.CANCELLED, 1, 1).supersedes(state(State.TRAINING, 2, 2))).isTrue();
    }

    @Test
    void of_the_same_state_said_twice_the_later_counts() {
        assertThat(state(State.TRAINING, 1, 2).supersedes(state(State.TRAINING, 1, 1))).isTrue();
        assertThat(state(State.TRAINING, 1, 1).supersedes(state(State.TRAINING, 1, 2))).isFalse();
        assertThat(state(State.TRAINING, 1, 1).supersedes(state(State.TRAINING, 1, 1))).as("read again").isTrue();
    }

    private static RunState state(State state, int attempt, long sequence) {
        return new RunState("steel", "run-a", state, attempt, null, null, sequence, Instant.EPOCH);
    }
}
