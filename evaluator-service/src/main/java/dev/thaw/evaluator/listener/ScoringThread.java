package dev.thaw.evaluator.listener;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import dev.thaw.service.Persistence;

/**
 * The one thread on which networks run. The numerical library keeps native memory and workspaces per thread, so that a pool
 * whose threads come and go would hold on to ever more of it.
 */
@ApplicationScoped
class ScoringThread {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "scoring");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs the work there and waits for its end; what it throws is thrown here. */
    void run(Persistence.Work work) throws Exception {
        Callable<Void> task = () -> {
            work.run();
            return null;
        };
        try {
            executor.submit(task).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw new IllegalStateException("scoring ended with an error: " + e.getCause(), e.getCause());
        }
    }

    @PreDestroy
    void close() {
        executor.shutdownNow();
    }
}
