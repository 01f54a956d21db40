package dev.thaw.finetuning.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Makes things ahead of the one who needs them, on cores that would be idle, a few at a time so that memory stays bounded. What comes out, and
 * in which order, is the same with any number of threads.
 */
final class Prefetch implements AutoCloseable {
    private static final int MOST_THREADS = 8;
    private final int threads;
    private final ExecutorService executor;

    /** @param threads at least 1 */
    Prefetch(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "thaw-prefetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** As many threads as this machine leaves idle beside the one that trains. */
    static Prefetch onIdleCores() {
        return new Prefetch(Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors() - 1)));
    }

    /**
     * Begins to make something of each part, in order, at most one more at a time than there are threads.
     *
     * @param make called on other threads, several at a time; what it throws, {@link Ahead#next} throws
     */
    <A, B> Ahead<B> ahead(List<A> parts, Function<A, B> make) {
        return new Ahead<>(parts.stream().map(part -> (Callable<B>) () -> make.apply(part)).iterator());
    }

    /** Ends the threads. */
    @Override
    public void close() {
        executor.shutdown();
    }

    /** What is being made. Close it to make no more; it waits for what is under way. */
    final class Ahead<B> implements Iterator<B>, AutoCloseable {
        private final Iterator<Callable<B>> waiting;
        private final Deque<Future<B>> begun = new ArrayDeque<>();

        private Ahead(Iterator<Callable<B>> waiting) {
            this.waiting = waiting;
            while (begun.size() <= threads && waiting.hasNext()) {
                begun.add(executor.submit(waiting.next()));
            }
        }

        @Override
        public boolean hasNext() {
            return !begun.isEmpty();
        }

        /** Waits for it; an interruption is left for those who ask for it, what is waited for being short. */
        @Override
        public B next() {
            if (begun.isEmpty()) {
                throw new NoSuchElementException();
            }
            B made = await(begun.remove());
            if (waiting.hasNext()) {
                begun.add(executor.submit(waiting.next()));
            }
            return made;
        }

        @Override
        public void close() {
            while (!begun.isEmpty()) {
                try {
                    await(begun.remove());
                } catch (RuntimeException e) {
                    // nobody needs it any more
                    continue;
                }
            }
        }
    }

    private static <B> B await(Future<B> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
