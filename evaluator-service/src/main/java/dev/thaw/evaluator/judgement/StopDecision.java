package dev.thaw.evaluator.judgement;

import java.util.List;

import dev.thaw.finetuning.training.StopOrder;

/**
 * A stage, or with it the run, has to stop, with the evidence.
 *
 * @param action what to stop
 * @param rule what decided: "patience", "overfitting", "not-finite", "target", "time-budget" or "epoch-budget"
 * @param reason for people, with the figures
 * @param best the best score of the stage; null if no epoch had a finite loss
 * @param evidence the scores by epoch up to the one that decided
 */
public record StopDecision(StopOrder.Action action, String rule, String reason, EpochScore best, List<EpochScore> evidence) {

    public StopDecision {
        evidence = List.copyOf(evidence);
    }
}
