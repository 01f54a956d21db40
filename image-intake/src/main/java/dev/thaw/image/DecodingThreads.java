package dev.thaw.image;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.thaw.contract.event.Rejection;

/**
 * Decodes each image on a thread of its own. Decoders are asked to stop when the time is over ({@link TimedInput},
 * {@link DecodingWatch}); one that neither reads nor tells of its progress cannot be made to in Java, so its thread is left behind
 * and whoever waited goes on. How many were left behind and still run is known, so that a service can be replaced when they are too many.
 */
final class DecodingThreads {
    private final long limitNanos;
    private final AtomicInteger leftBehind = new AtomicInteger();

    /** @param limit after which a thread is left behind */
    DecodingThreads(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /**
     * @throws RejectedException from the decoding itself, or because it did not end in time, or took more memory or stack than there is
     */
    <T> T run(Callable<T> decoding) throws RejectedException {
        FutureTask<T> task = new FutureTask<>(decoding);
        Thread thread = new Thread(() -> {
            task.run();
            if (task.isCancelled()) {
                leftBehind.decrementAndGet();
            }
        }, "decoding");
        thread.setDaemon(true);
        thread.start();
        try {
            return await(task);
        } catch (ExecutionException e) {
            throw rejection(e.getCause());
        } catch (TimeoutException e) {
            leave(task);
            throw new RejectedException(Rejection.TOO_SLOW,
                    "the file kept its decoder busy beyond every limit; save it anew with another program", e);
        }
    }

    /** An interrupt has to wait: an image that is nearly done is better finished than decoded again. */
    private <T> T await(FutureTask<T> task) throws ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + limitNanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Threads that were left behind and still run. */
    int leftBehind() {
        return leftBehind.get();
    }

    private void leave(FutureTask<?> task) {
        leftBehind.incrementAndGet();
        if (!task.cancel(true)) {
            // it ended in this moment
            leftBehind.decrementAndGet();
        }
    }

    private static RejectedException rejection(Throwable failure) {
        if (failure instanceof RejectedException rejected) {
            return rejected;
        }
        if (failure instanceof OutOfMemoryError) {
            return new RejectedException(Rejection.TOO_MANY_PIXELS,
                    "the image needs more memory than there is to decode; scale it down before sending it", failure);
        }
        if (failure instanceof StackOverflowError) {
            return new RejectedException(Rejection.CORRUPT, "the file is nested too deeply; save it anew with another program",
                    failure);
        }
        if (failure instanceof RuntimeException defect) {
            throw defect;
        }
        throw new IllegalStateException("decoding failed: " + failure, failure);
    }
}
