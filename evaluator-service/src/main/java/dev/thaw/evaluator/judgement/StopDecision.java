package dev.thaw.evaluator.judgement;

import java.util.List;

/**
 * A stage has to stop, with the evidence.
 *
 * @param rule what decided: "patience" or "not-finite"
 * @param reason for people, with the figures
 * @param best the best score of the stage; null if no epoch had a finite loss
 * @param evidence the scores by epoch up to the one that decided
 */
public record StopDecision(String rule, String reason, EpochScore best, List<EpochScore> evidence) {

    public StopDecision {
        evidence = List.copyOf(evidence);
    }
}
