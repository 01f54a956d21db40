package dev.thaw.finetuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefetchTest {
    private final List<Integer> parts = IntStream.range(0, 100).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void gives_everything_in_order_with_any_number_of_threads(int threads) {
        List<Integer> made = new ArrayList<>();
        try (Prefetch prefetch = new Prefetch(threads);
                Prefetch.Ahead<Integer> ahead = prefetch.ahead(parts, part -> part * part)) {
            ahead.forEachRemaining(made::add);
        }

        assertThat(made).isEqualTo(parts.stream().map(part -> part * part).toList());
    }

    @Test
    void makes_no_more_at_a_time_than_there_are_threads_and_one() {
        AtomicInteger begun = new AtomicInteger();
        try (Prefetch prefetch = new Prefetch(2);
                Prefetch.Ahead<Integer> ahead = prefetch.ahead(parts, part -> begun.incrementAndGet())) {
            for (int taken = 1; taken <= parts.size(); taken++) {
                ahead.next();
                assertThat(begun.get()).isLessThanOrEqualTo(taken + 3);
            }
        }
    }

    @Test
    void what_fails_fails_where_it_is_needed() {
        try (Prefetch prefetch = new Prefetch(2); Prefetch.Ahead<Integer> ahead = prefetch.ahead(parts, part -> 6 / (2 - part))) {
            assertThat(ahead.next()).isEqualTo(3);
            assertThat(ahead.next()).isEqualTo(6);
            assertThatThrownBy(ahead::next).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void leaves_no_thread_behind_even_when_not_all_is_taken() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Prefetch prefetch = new Prefetch(3);
                Prefetch.Ahead<Integer> ahead = prefetch.ahead(parts, part -> {
                    threads.add(Thread.currentThread());
                    return part;
                })) {
            ahead.next();
        }

        assertThat(threads).isNotEmpty();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void an_interruption_is_kept_for_those_who_ask_for_it() {
        try (Prefetch prefetch = new Prefetch(1); Prefetch.Ahead<Integer> ahead = prefetch.ahead(parts, part -> part)) {
            Thread.currentThread().interrupt();
            assertThat(ahead.next()).isZero();
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
