package dev.thaw.trainer;

import java.io.IOException;

import dev.thaw.contract.event.TrainingRequested;

/** Does one attempt at a run, from fetching what it needs to handing in the candidate. */
@FunctionalInterface
interface AttemptRunner {

    /**
     * Returns when the candidate is announced.
     *
     * @throws RequestFailedException if no attempt can do it
     * @throws CancelledException if somebody wants the run to end
     * @throws LeavingException if another attempt goes on with it
     * @throws IOException if the broker or the S3 server fails; a later attempt may do it
     */
    void run(TrainingRequested request, Claim claim)
            throws RequestFailedException, CancelledException, IOException, InterruptedException;
}
