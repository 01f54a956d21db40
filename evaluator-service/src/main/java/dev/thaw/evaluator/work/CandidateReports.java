package dev.thaw.evaluator.work;

import java.util.Optional;

import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.evaluator.work.CandidateExport.Exported;

/** Writes what people read of a judged candidate. */
@FunctionalInterface
public interface CandidateReports {

    /**
     * Puts the report beside the model, in the place of one that is there. It never throws: a decision does not wait for its report.
     *
     * @return its object key; empty if there is none, the reason having been logged
     */
    Optional<String> write(CandidateReady candidate, Exported model, ModelDecided decided);
}
