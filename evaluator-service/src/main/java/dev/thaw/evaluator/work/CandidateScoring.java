package dev.thaw.evaluator.work;

import java.io.IOException;
import java.nio.file.Path;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.evaluator.promotion.Incumbent;

/** The numerical part of judging a candidate. */
public interface CandidateScoring {

    /**
     * Scores the candidate on the test split, exports it and checks the export.
     *
     * @param checkpoint the prefix of the checkpoint to export
     * @param directory gets the exported files
     * @throws IOException if the bucket does not answer, or has not what the event names
     */
    ScoredCandidate score(CandidateReady candidate, String checkpoint, Path directory) throws IOException;

    /** Scores the champion on the candidate's test images, if the two can be compared. */
    Incumbent score(Champion champion, CandidateReady candidate) throws IOException;

    /** The candidate's run is over: nothing of it needs to be kept in memory. */
    void release(CandidateReady candidate);
}
