package dev.thaw.service;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jboss.logging.MDC;

/**
 * The one thread of a service on which networks run. The numerical library keeps native memory, workspaces and a team of native threads
 * for each thread that calls it, so that a pool whose threads come and go would hold on to ever more of them.
 */
public final class ComputingThread implements AutoCloseable {
    private final ExecutorService executor;

    public ComputingThread(String name) {
        executor = Executors.newSingleThreadExecutor(new DaemonThreads(name));
    }

    /**
     * Runs the work there, with the log keys of the calling thread, and waits for its end; what it throws is thrown here.
     *
     * @throws IllegalStateException also if the work ended with an {@link Error}, which is its cause
     * @throws InterruptedException also if the calling thread is interrupted; the work then is, too
     */
    public void run(Persistence.Work work) throws Exception {
        Map<String, Object> keys = Map.copyOf(MDC.getMap());
        Callable<Void> task = () -> {
            keys.forEach(MDC::put);
            try {
                work.run();
            } finally {
                keys.keySet().forEach(MDC::remove);
            }
            return null;
        };
        Future<Void> running = executor.submit(task);
        try {
            running.get();
        } catch (InterruptedException e) {
            running.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw new IllegalStateException("it ended with an error: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
