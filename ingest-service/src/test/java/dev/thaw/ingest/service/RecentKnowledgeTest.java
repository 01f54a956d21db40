package dev.thaw.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class RecentKnowledgeTest {
    private final AtomicLong time = new AtomicLong();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final RecentKnowledge knowledge = new RecentKnowledge(time::get, leaving::get);

    @Test
    void whatWasConfirmedAMomentAgoIsActedOnAtOnce() throws Exception {
        knowledge.confirm(time.get());
        time.addAndGet(RecentKnowledge.RECENT.toNanos());

        knowledge.awaitCurrent();

        assertThat(knowledge.age()).isEqualTo(RecentKnowledge.RECENT);
    }

    @Test
    void afterAPauseNothingIsActedOnBeforeTheTopicsWereReadToTheirEndAgain() throws Exception {
        // given: reading had begun before the pause
        knowledge.confirm(time.get());
        long begun = time.addAndGet(Duration.ofSeconds(1).toNanos());
        time.addAndGet(Duration.ofMinutes(3).toNanos());

        // when
        CompletableFuture<Void> acting = acting();
        knowledge.confirm(begun);

        // then: what it saw is as old as the pause is long
        assertThat(acting).isNotDone();
        assertThat(knowledge.age()).isGreaterThan(RecentKnowledge.RECENT);
        knowledge.confirm(time.get());
        acting.get(5, TimeUnit.MINUTES);
    }

    @Test
    void whoLeavesWaitsForNothing() {
        leaving.set(true);

        assertThatThrownBy(knowledge::awaitCurrent).isInstanceOf(InterruptedException.class)
                .hasMessageContaining("the service is going down");
    }

    private CompletableFuture<Void> acting() {
        return CompletableFuture.runAsync(() -> {
            try {
                knowledge.awaitCurrent();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
