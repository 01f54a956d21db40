package dev.thaw.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thaw.finetuning.training.InvalidCheckpointException;
import dev.thaw.service.tuning.ContentMismatchException;

class PersistenceTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private int tries;
    private boolean leaving;

    static Stream<Exception> outages() {
        return Stream.of(new IOException("the S3 server failed"), new UncheckedIOException(new IOException("connection refused")),
                new TimeoutException("the broker does not answer"),
                new FileSystemException("/cache", null, "No space left on device"));
    }

    static Stream<Exception> faults() {
        return Stream.of(new NoSuchFileException("manifests/parts/1.json"),
                new InvalidCheckpointException("no checkpoint.json", new NoSuchFileException("checkpoint.json")),
                new ContentMismatchException("bases/small.keras", "a", "b"), new IllegalArgumentException("no such stage"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void triesAgainUntilAnOutageIsOver(Exception outage) throws Exception {
        // when
        persistence(Duration.ofMinutes(1)).complete("the record", () -> failFirst(3, outage));

        // then
        assertThat(tries).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void givesUpAtOnceOnWhatWillNeverWork(Exception fault) {
        assertThatThrownBy(() -> persistence(Duration.ofMinutes(1)).complete("the record", () -> failFirst(3, fault)))
                .isSameAs(fault);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void doesNotWaitLongerThanItsPatience() {
        IOException outage = new IOException("the S3 server failed");

        assertThatThrownBy(() -> persistence(Duration.ZERO).complete("the record", () -> failFirst(3, outage))).isSameAs(outage);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void leavesTheWorkUndoneWhenTheServiceGoesDown() {
        assertThatThrownBy(() -> persistence(Duration.ofMinutes(1)).complete("the record", () -> {
            leaving = true;
            failFirst(Integer.MAX_VALUE, new IOException("the S3 server failed"));
        })).isInstanceOf(InterruptedException.class);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void thoseWhoWaitForTheSameServerDoNotComeBackTogether() throws Exception {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long begin = System.nanoTime();
            tries = 0;
            new Persistence(Duration.ofMillis(40), Duration.ofMillis(40), Persistence.FOREVER, () -> false).complete("the record",
                    () -> failFirst(1, new IOException("the S3 server failed")));
            pauses.add((System.nanoTime() - begin) / 1_000_000);
        }

        assertThat(pauses).allMatch(pause -> pause >= 20);
        assertThat(pauses.stream().distinct()).hasSizeGreaterThan(1);
    }

    private Persistence persistence(Duration patience) {
        return new Persistence(SHORT, SHORT.multipliedBy(4), patience, () -> leaving);
    }

    private void failFirst(int failures, Exception failure) throws Exception {
        if (tries++ < failures) {
            throw failure;
        }
    }
}
