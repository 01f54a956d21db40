package dev.thaw.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import dev.thaw.service.Shutdown;

class RetryTest {
    private final Retry retry = new Retry(new Shutdown());
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aServerThatIsAwayIsTriedAgainUntilItAnswers() throws Exception {
        // when
        retry.untilItWorks("a step", () -> {
            switch (calls.incrementAndGet()) {
                case 1 -> throw new IOException("the S3 server does not answer");
                case 2 -> throw new TimeoutException("the broker does not answer");
                default -> {
                    return;
                }
            }
        });

        // then
        assertThat(calls).hasValue(3);
    }

    @Test
    void whatWillNeverWorkIsNotTriedAgain() {
        assertThatThrownBy(() -> retry.untilItWorks("a step", () -> {
            calls.incrementAndGet();
            throw new RecordTooLargeException("too large for the topic");
        })).isInstanceOf(RecordTooLargeException.class);
        assertThat(calls).hasValue(1);
    }
}
