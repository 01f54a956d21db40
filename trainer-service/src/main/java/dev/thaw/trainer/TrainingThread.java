package dev.thaw.trainer;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.thaw.contract.event.TrainingRequested;

/**
 * Runs attempts on the one thread that ever computes: the numerical library keeps memory and a team of native threads for
 * each thread that calls it.
 */
final class TrainingThread implements AttemptRunner {
    private final AttemptRunner attempts;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "training");
        thread.setDaemon(true);
        return thread;
    });

    TrainingThread(AttemptRunner attempts) {
        this.attempts = attempts;
    }

    @Override
    public void run(TrainingRequested request, Claim claim)
            throws RequestFailedException, CancelledException, IOException, InterruptedException {
        Future<?> running = executor.submit(() -> {
            attempts.run(request, claim);
            return null;
        });
        try {
            running.get();
        } catch (InterruptedException e) {
            running.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            rethrow(e.getCause());
        }
    }

    private static void rethrow(Throwable failure)
            throws RequestFailedException, CancelledException, IOException, InterruptedException {
        if (failure instanceof RequestFailedException failed) {
            throw failed;
        }
        if (failure instanceof CancelledException cancelled) {
            throw cancelled;
        }
        if (failure instanceof IOException outage) {
            throw outage;
        }
        if (failure instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (failure instanceof OutOfMemoryError) {
            throw new RequestFailedException("the memory was not enough (" + failure.getMessage()
                    + "): raise -Xmx or -Dorg.bytedeco.javacpp.maxbytes of the trainer, or lower the plan's batchSize", failure);
        }
        if (failure instanceof RuntimeException defect) {
            throw defect;
        }
        throw new IllegalStateException(failure);
    }
}
