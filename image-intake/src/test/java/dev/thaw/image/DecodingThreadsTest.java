package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.Rejection;

class DecodingThreadsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private final DecodingThreads threads = new DecodingThreads(LONG);

    @Test
    void aDecoderThatHangsIsLeftBehindAndTheNextImageIsDecoded() throws Exception {
        // given a decoder that hears nothing, as one in native code
        DecodingThreads hasty = new DecodingThreads(Duration.ofSeconds(3));
        CountDownLatch ends = new CountDownLatch(1);

        // when, then
        assertThatThrownBy(() -> hasty.run(() -> awaitWhateverIsSaid(ends))).isInstanceOfSatisfying(RejectedException.class,
                rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.TOO_SLOW));
        assertThat(hasty.leftBehind()).isEqualTo(1);
        assertThat(hasty.<Integer>run(() -> 7)).isEqualTo(7);

        // and when it ends after all
        ends.countDown();
        while (hasty.leftBehind() > 0) {
            Thread.sleep(5);
        }
    }

    private static Void awaitWhateverIsSaid(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return null;
            } catch (InterruptedException e) {
                // heard, and not obeyed
                continue;
            }
        }
    }

    @Test
    void anImageThatTakesAllMemoryIsRejectedAndTheServiceGoesOn() throws Exception {
        assertThatThrownBy(() -> threads.run(() -> new long[1 << 20][1 << 20]))
                .isInstanceOfSatisfying(RejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.TOO_MANY_PIXELS))
                .hasCauseInstanceOf(OutOfMemoryError.class).hasMessageContaining("more memory than there is");
        assertThat(threads.<Integer>run(() -> 7)).isEqualTo(7);
    }

    @Test
    void anInterruptWaitsForTheImage() throws Exception {
        Thread.currentThread().interrupt();

        assertThat(threads.<Integer>run(() -> 7)).isEqualTo(7);

        assertThat(Thread.interrupted()).isTrue();
    }
}
