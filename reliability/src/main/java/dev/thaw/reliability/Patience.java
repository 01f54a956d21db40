package dev.thaw.reliability;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Does what a client has to do while the servers it needs come and go: again and again, until it works. */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private Patience() {
    }

    /** @throws IOException if it has not worked for twenty minutes, with what it met last */
    static <T> T until(String what, Callable<T> step) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            try {
                return step.call();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (System.nanoTime() - begin > LIMIT.toNanos()) {
                    throw new IOException(what + " did not work for " + LIMIT.toMinutes() + " minutes: " + e.getMessage(), e);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }
}
