package dev.thaw.trainer;

import java.io.IOException;

import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.service.ComputingThread;

/** Runs attempts on the one thread that ever computes. */
final class TrainingThread implements AttemptRunner {
    private final AttemptRunner attempts;
    private final ComputingThread thread = new ComputingThread("training");

    TrainingThread(AttemptRunner attempts) {
        this.attempts = attempts;
    }

    @Override
    public void run(TrainingRequested request, Claim claim)
            throws RequestFailedException, CancelledException, IOException, InterruptedException {
        try {
            thread.run(() -> attempts.run(request, claim));
        } catch (RequestFailedException | CancelledException | IOException | InterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof OutOfMemoryError memory) {
                throw new RequestFailedException("the memory was not enough (" + memory.getMessage()
                        + "): raise -Xmx or -Dorg.bytedeco.javacpp.maxbytes of the trainer, or lower the plan's batchSize",
                        memory);
            }
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
